using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>The answer to a form whose password cannot be hashed or verified now.</summary>
internal static class BusyAnswer
{
    public const string Message = "Too many people are signing in right now. Try again in a few seconds.";

    /// <summary>Gives the page the status 429 and says when to try again.</summary>
    public static string Send(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = PasswordGate.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Message;
    }
}
