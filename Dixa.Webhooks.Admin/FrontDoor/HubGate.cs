using System.Globalization;
using System.Security.Claims;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Restricts the hub to people who are signed in, and limits how many pages they can have open. Runs after authentication.</summary>
internal sealed class HubGate(RequestDelegate next, OpenPageCounter pages, ProxySigns signs)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    public async Task InvokeAsync(HttpContext http)
    {
        if (!Hub.Covers(http.Request))
        {
            await next(http);
            return;
        }

        if (http.User is not { Identity.IsAuthenticated: true } user || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person)
        {
            // No redirect to the sign-in page, because the caller is a script.
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "Sign in first.");
            return;
        }

        if (!Hub.IsConnection(http.Request))
        {
            await next(http);
            return;
        }

        switch (pages.TryOpen(person))
        {
            case OpenPageResult.Opened:
                try
                {
                    // Returns when the page's connection ends.
                    await next(http);
                }
                finally
                {
                    pages.Close(person);
                }

                if (http.Response.StatusCode == StatusCodes.Status404NotFound && !Hub.IsNewConnection(http.Request))
                {
                    signs.LostConnection();
                }

                break;
            case OpenPageResult.TooManyForPerson:
                await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "You have too many pages open. Close some, then reload this one.", RetryAfter);
                break;
            default:
                await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "Too many pages are open. Try again later.", RetryAfter);
                break;
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string message, TimeSpan? retryAfter = null)
    {
        http.Response.StatusCode = status;
        if (retryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return http.Response.WriteAsync(message);
    }
}
