using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

public enum SignInOutcome
{
    SignedIn,

    /// <summary>Unknown address, wrong password or locked account. Not distinguished, because it would reveal who has an account.</summary>
    Refused,

    /// <summary>Too many passwords are being checked. Retry after <see cref="PasswordGate.RetryAfter"/>.</summary>
    Busy,
}
