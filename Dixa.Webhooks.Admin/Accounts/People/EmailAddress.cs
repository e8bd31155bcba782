using System.Net.Mail;
using MimeKit;

namespace Dixa.Webhooks.Admin.Accounts.People;

/// <summary>
/// The syntax of e-mail addresses for people, settings and the mailer, so that every accepted address can be mailed to.
/// It does not check whether the address exists.
/// </summary>
internal static class EmailAddress
{
    /// <summary>The limit of a path in RFC 5321.</summary>
    private const int MaxLength = 254;

    public static bool IsValid(string? email) =>
        email is { Length: > 0 and <= MaxLength }
        && !email.Any(symbol => char.IsWhiteSpace(symbol) || char.IsControl(symbol))
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email

        // The mailer's parser is stricter, for example about a dot before the @. It decodes punycode domains.
        && MailboxAddress.TryParse(email, out var mailbox)
        && (mailbox.Address == email || MailboxAddress.EncodeAddrspec(mailbox.Address) == email);
}
