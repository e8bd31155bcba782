using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Hands an e-mail to the mail server of the settings.</summary>
public sealed class MailSender(IOptions<NotificationsOptions> options, TimeProvider time)
{
    /// <summary>The time that one e-mail may take in all. A server that answers nothing would otherwise be waited for indefinitely.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private const int TlsPort = 465;

    // Validated at the start: a host comes with a sender, a user with a password.
    private readonly SmtpOptions _smtp = options.Value.Smtp;

    /// <summary>Without encryption a password would travel in clear, so a user requires it unless <c>None</c> is written down.</summary>
    internal static SecureSocketOptions Security(SmtpOptions smtp) => smtp.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ when smtp.Port == TlsPort => SecureSocketOptions.SslOnConnect,
        _ when !string.IsNullOrEmpty(smtp.User) => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    /// <summary>Sends to those recipients whom the server accepts.</summary>
    /// <param name="recipients">Valid addresses, at least one.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="body">Plain text.</param>
    /// <param name="cancel">Ends the attempt.</param>
    /// <exception cref="MailKit.CommandException">The server refused the sender, the message or every recipient.</exception>
    /// <exception cref="NotSupportedException">The server does not offer what the settings ask for.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="Timeout"/>.</exception>
    public async Task<MailResult> SendAsync(IReadOnlyList<string> recipients, string subject, string body, CancellationToken cancel)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(_smtp.From!));
        message.To.AddRange(recipients.Select(MailboxAddress.Parse));
        message.Subject = subject;
        message.Body = new TextPart("plain") { Text = body };

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            return await SendAsync(message, recipients, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The server did not take the e-mail within {Timeout.TotalSeconds:0} s.");
        }
    }

    private async Task<MailResult> SendAsync(MimeMessage message, IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        using var client = new RecipientCollector(recipients);
        await client.ConnectAsync(_smtp.Host!, _smtp.Port, Security(_smtp), cancel);
        if (_smtp.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, _smtp.Password!, cancel);
        }

        await client.SendAsync(message, cancel);

        // The server has taken the e-mail: an error from here on must not send it again.
        await ((Task)client.DisconnectAsync(quit: true, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return client.Result;
    }
}
