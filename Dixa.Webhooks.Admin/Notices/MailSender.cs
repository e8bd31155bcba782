using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Dixa.Webhooks.Admin.Notices;

/// <summary>Hands an e-mail to the mail server of the settings.</summary>
public sealed class MailSender(IOptions<NoticesOptions> options)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    // The check of the settings sees to it that what belongs together is there.
    private readonly SmtpOptions _smtp = options.Value.Smtp;

    /// <exception cref="MailKit.CommandException">The server refused it.</exception>
    /// <exception cref="MailKit.ProtocolException">What the server said is no SMTP.</exception>
    /// <exception cref="AuthenticationException">The server does not accept user and password.</exception>
    /// <exception cref="SslHandshakeException">There is no encrypted connection to it.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">There is no connection to it.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    public async Task SendAsync(IReadOnlyList<string> recipients, string subject, string body, CancellationToken cancel)
    {
        using var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(_smtp.From!));
        message.To.AddRange(recipients.Select(MailboxAddress.Parse));
        message.Subject = subject;
        message.Body = new TextPart("plain") { Text = body };

        using var client = new SmtpClient { Timeout = (int)Timeout.TotalMilliseconds };
        await client.ConnectAsync(_smtp.Host!, _smtp.Port, Security, cancel);
        if (_smtp.User is { Length: > 0 } user)
        {
            await client.AuthenticateAsync(user, _smtp.Password!, cancel);
        }

        await client.SendAsync(message, cancel);
        await client.DisconnectAsync(quit: true, cancel);
    }

    private SecureSocketOptions Security => _smtp.Security switch
    {
        SmtpSecurity.None => SecureSocketOptions.None,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.Auto,
    };
}
