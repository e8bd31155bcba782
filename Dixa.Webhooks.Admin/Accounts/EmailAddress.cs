using System.Net.Mail;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The syntax of an e-mail address. Whether it has an owner, only a message could tell.</summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321 leaves room for 254 characters in a path.</summary>
    private const int MaximumLength = 254;

    public static bool IsValid(string? email) =>
        email is { Length: > 0 and <= MaximumLength }
        && !email.Any(symbol => char.IsWhiteSpace(symbol) || char.IsControl(symbol))
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email;
}
