using System.Security.Claims;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>A session that a cookie names.</summary>
/// <param name="Id">Its id in the store.</param>
/// <param name="UserId">The person.</param>
public sealed record Session(Guid Id, Guid UserId)
{
    /// <summary>The claim that carries the session's secret, inside the encrypted cookie.</summary>
    internal const string Claim = "session";

    /// <summary>The session that a cookie claims to belong to; null when it claims none. Whether there is such a session, <see cref="Sessions"/> knows.</summary>
    public static Session? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Claim) is { } secret && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? new Session(LinkSecret.Id(secret), user)
            : null;
}
