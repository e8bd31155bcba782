using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>Sends e-mails through the configured mail server.</summary>
public sealed class MailSender(IOptions<NotificationsOptions> options, TimeProvider time)
{
    /// <summary>The total time limit for one e-mail. Without it, an unresponsive server would block the mailer indefinitely.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private const int TlsPort = 465;

    // Validated at start: with a host there is a sender, and with a user a password.
    private readonly SmtpOptions _smtp = options.Value.Smtp;

    /// <summary>With a user, encryption is required unless the setting is explicitly <c>None</c>, because the password would be sent in plain text.</summary>
    internal static SecureSocketOptions Security(SmtpOptions smtp) => smtp.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ when smtp.Port == TlsPort => SecureSocketOptions.SslOnConnect,
        _ when !string.IsNullOrEmpty(smtp.User) => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    /// <summary>Sends a plain text e-mail to those recipients that the server accepts. There must be at least one recipient, and all must be valid.</summary>
    /// <exception cref="MailKit.CommandException">The server refused the sender, the message or every recipient.</exception>
    /// <exception cref="NotSupportedException">The server does not support what the settings require.</exception>
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
            throw new TimeoutException($"The server did not accept the e-mail within {Timeout.TotalSeconds:0} s.");
        }
    }

    /// <summary>Connects to the mail server and signs in, as for an e-mail, and sends nothing. Returns what is wrong, or null.</summary>
    public async Task<string?> CheckAsync(TimeSpan limit, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancel);
        try
        {
            using var client = new RecipientCollector([]);
            await ConnectAsync(client, either.Token);
            await ((Task)client.DisconnectAsync(quit: true, either.Token)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return null;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Mail servers and libraries can throw anything.
            return error is OperationCanceledException ? $"There was no answer within {limit.TotalSeconds:0} s." : error.Message;
        }
    }

    private async Task ConnectAsync(RecipientCollector client, CancellationToken cancel)
    {
        await client.ConnectAsync(_smtp.Host!, _smtp.Port, Security(_smtp), cancel);
        if (_smtp.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, _smtp.Password!, cancel);
        }
    }

    private async Task<MailResult> SendAsync(MimeMessage message, IReadOnlyList<string> recipients, CancellationToken cancel)
    {
        using var client = new RecipientCollector(recipients);
        await ConnectAsync(client, cancel);
        var response = await client.SendAsync(message, cancel);

        // The server has accepted the e-mail, so a later error must not cause a resend.
        await ((Task)client.DisconnectAsync(quit: true, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return client.Result with { Response = string.IsNullOrWhiteSpace(response) ? null : response };
    }
}
