using MailKit.Net.Smtp;
using MimeKit;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>An SMTP client for which one refused recipient is no reason to keep the e-mail from the others.</summary>
/// <param name="recipients">The addresses as the caller has them: MimeKit may write their domains in another way.</param>
internal sealed class RecipientCollector(IReadOnlyList<string> recipients) : SmtpClient
{
    private readonly List<string> _accepted = [];
    private readonly List<RefusedRecipient> _refused = [];

    public MailResult Result => new(_accepted, _refused);

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => _accepted.Add(Given(mailbox));

    protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _refused.Add(new RefusedRecipient(Given(mailbox), $"{(int)response.StatusCode} {response.Response}", (int)response.StatusCode < 500));

    protected override void OnNoRecipientsAccepted(MimeMessage message) => throw new SmtpCommandException(
        SmtpErrorCode.RecipientNotAccepted,
        SmtpStatusCode.MailboxUnavailable,
        $"The server refused every recipient: {string.Join("; ", _refused.Select(one => $"{one.Address}: {one.Reason}"))}.");

    private string Given(MailboxAddress mailbox) => recipients.First(recipient => MailboxAddress.Parse(recipient).Address == mailbox.Address);
}
