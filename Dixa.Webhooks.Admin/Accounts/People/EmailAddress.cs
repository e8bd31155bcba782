using System.Net.Mail;
using MimeKit;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>
/// The syntax of an e-mail address, for people, settings and the mailer alike: what is accepted at input can be mailed to.
/// Whether the address has an owner, only a message could tell.
/// </summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321 leaves room for 254 characters in a path.</summary>
    private const int MaxLength = 254;

    public static bool IsValid(string? email) =>
        email is { Length: > 0 and <= MaxLength }
        && !email.Any(symbol => char.IsWhiteSpace(symbol) || char.IsControl(symbol))
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email

        // The mailer's own parser refuses more, for example a dot before the @. It decodes a domain in punycode.
        && MailboxAddress.TryParse(email, out var mailbox)
        && (mailbox.Address == email || MailboxAddress.EncodeAddrspec(mailbox.Address) == email);
}
