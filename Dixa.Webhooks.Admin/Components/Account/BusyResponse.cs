using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>The response to a form post when too many passwords are being hashed at the same time.</summary>
internal static class BusyResponse
{
    public const string Message = "Too many people are signing in right now. Try again in a few seconds.";

    /// <summary>Sets status 429 and the Retry-After header, and returns the message for the page.</summary>
    public static string Send(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = PasswordGate.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Message;
    }
}
