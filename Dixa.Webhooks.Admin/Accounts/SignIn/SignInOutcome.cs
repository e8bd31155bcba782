using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>The result of an attempt to sign in.</summary>
public enum SignInOutcome
{
    SignedIn,

    /// <summary>Unknown address, wrong password or locked account. Nobody learns which: who has an account here is private.</summary>
    Refused,

    /// <summary>Too many passwords are being checked. Try again after <see cref="PasswordGate.RetryAfter"/>.</summary>
    Busy,
}
