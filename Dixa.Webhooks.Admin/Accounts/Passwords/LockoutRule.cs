namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>Limits guessing of passwords. <see cref="PasswordCheck"/> applies it.</summary>
public static class LockoutRule
{
    public const int WrongPasswords = 5;

    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The rule for readers, true for everybody: it tells nothing about the one account that somebody tries.</summary>
    public static string Hint { get; } = $"After {WrongPasswords} wrong passwords, an account is locked for {Duration.TotalMinutes:0} minutes.";
}
