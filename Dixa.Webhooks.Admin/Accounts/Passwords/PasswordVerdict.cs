namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>The result of checking a password.</summary>
public enum PasswordVerdict
{
    Right,

    /// <summary>Wrong, or there is no such account.</summary>
    Wrong,

    /// <summary>Not checked: too many wrong passwords before.</summary>
    Locked,
}
