namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>
/// Length, and nothing that is guessed first. NIST SP 800-63B advises against rules about the kinds of characters, and demands that common
/// passwords and those made of the person's or the product's name are refused.
/// </summary>
public static class PasswordRule
{
    public const int MinimumLength = 12;

    /// <summary>Hashing takes time with length, so there is an end to it.</summary>
    public const int MaximumLength = 256;

    /// <summary>The rule for readers who are about to choose one.</summary>
    public static string Hint { get; } = $"At least {MinimumLength} characters. A few words make a good password.";

    /// <summary>What is wrong with a password, as the end of a sentence, or null.</summary>
    /// <param name="password">The password.</param>
    /// <param name="email">Whose it is to be; null when that is not known.</param>
    public static string? Error(string? password, string? email = null) => password switch
    {
        null or { Length: < MinimumLength } => $"must have at least {MinimumLength} characters.",
        { Length: > MaximumLength } => $"must have at most {MaximumLength} characters.",
        _ => GuessablePassword.Error(password, email),
    };
}
