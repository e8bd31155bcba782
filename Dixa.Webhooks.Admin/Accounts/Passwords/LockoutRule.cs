namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>Limits password guessing. <see cref="PasswordCheck"/> applies it.</summary>
public static class LockoutRule
{
    public const int WrongPasswords = 5;

    public static TimeSpan Duration { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The rule as text. It is the same for every account, so it reveals nothing about the account that someone tries.</summary>
    public static string Hint { get; } = $"After {WrongPasswords} wrong passwords, an account is locked for {Duration.TotalMinutes:0} minutes.";
}
