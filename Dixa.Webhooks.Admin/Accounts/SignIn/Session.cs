using System.Security.Claims;

namespace Dixa.Webhooks.Admin.Accounts.SignIn;

/// <summary>The session that a cookie refers to.</summary>
public sealed record Session(Guid Id, Guid UserId)
{
    /// <summary>The claim that carries the session's secret, inside the encrypted cookie.</summary>
    internal const string Claim = "session";

    /// <summary>Returns the session in a cookie's claims, or null. <see cref="SessionStore"/> decides whether it is valid.</summary>
    public static Session? Of(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Claim) is { } secret && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
            ? new Session(LinkSecret.Id(secret), user)
            : null;
}
