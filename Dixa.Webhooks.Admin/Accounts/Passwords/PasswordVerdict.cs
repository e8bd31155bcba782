namespace Dixa.Webhooks.Admin.Accounts.Passwords;

public enum PasswordVerdict
{
    Right,

    /// <summary>The password is wrong, or the account does not exist.</summary>
    Wrong,

    /// <summary>Not checked, because of too many wrong passwords.</summary>
    Locked,
}
