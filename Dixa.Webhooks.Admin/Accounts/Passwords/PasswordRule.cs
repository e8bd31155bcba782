namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Passwords must be long and not easy to guess. NIST SP 800-63B advises against rules about character classes, and requires that common
/// passwords and those derived from the person's or the product's name are refused.
/// </summary>
public static class PasswordRule
{
    public const int MinLength = 12;

    /// <summary>Limits the cost of hashing, which grows with the length.</summary>
    public const int MaxLength = 256;

    /// <summary>The rule as a hint below the field.</summary>
    public static string Hint { get; } = $"At least {MinLength} characters. Tip: use a few random words.";

    /// <summary>Returns what is wrong with a password, as the end of a sentence, or null. <paramref name="email"/> is null if the person is not known.</summary>
    public static string? Error(string? password, string? email = null) => password switch
    {
        null or { Length: < MinLength } => $"must have at least {MinLength} characters.",
        { Length: > MaxLength } => $"must have at most {MaxLength} characters.",
        _ => GuessablePassword.Error(password, email),
    };
}
