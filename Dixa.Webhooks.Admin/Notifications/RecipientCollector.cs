using MailKit.Net.Smtp;
using MimeKit;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>An SMTP client that still sends an e-mail to the other recipients if one is refused.</summary>
/// <param name="recipients">The addresses in the caller's spelling, because MimeKit may change the spelling of domains.</param>
internal sealed class RecipientCollector(IReadOnlyList<string> recipients) : SmtpClient
{
    private readonly List<string> _accepted = [];
    private readonly List<RefusedRecipient> _refused = [];

    public MailResult Result => new(_accepted, _refused);

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _accepted.Add(OriginalAddress(mailbox));

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add(new RefusedRecipient(OriginalAddress(mailbox), $"{(int)response.StatusCode} {response.Response}", (int)response.StatusCode < 500));

    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
        SmtpErrorCode.RecipientNotAccepted,
        SmtpStatusCode.MailboxUnavailable,
        $"The server refused every recipient: {string.Join("; ", _refused.Select(one => $"{one.Address}: {one.Reason}"))}.");

    private string OriginalAddress(MailboxAddress mailbox) => recipients.First(recipient => MailboxAddress.Parse(recipient).Address == mailbox.Address);
}
