using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>Where a token stands.</summary>
public enum ApiTokenState
{
    Active,
    Expired,
    Revoked,
}

/// <summary>A token as its screen shows it: nothing in it lets anybody in.</summary>
/// <param name="Prefix">How it begins.</param>
/// <param name="LastUsedAt">To the minute; null: never.</param>
/// <param name="ExpiresAt">From this time on it is refused; null: never.</param>
public sealed record ApiTokenRow(
    Guid Id, string Name, string Prefix, ApiScopes Scopes, ApiTokenState State, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);

/// <summary>What came of a wish for a token, or of its end.</summary>
public abstract record ApiTokenResult
{
    /// <summary>There is a new token, to be seen now and never again. <see cref="ToString"/> hides it.</summary>
    public sealed record Issued(Guid Id, string Token) : ApiTokenResult
    {
        public override string ToString() => $"{nameof(Issued)} {Id} {Mask.Text}";
    }

    /// <summary>It is refused from now on.</summary>
    public sealed record Revoked : ApiTokenResult;

    /// <summary>Nothing is stored; each field says why: <c>name</c>, <c>scopes</c>, <c>expiresAt</c>.</summary>
    public sealed record Refused(IReadOnlyList<FieldError> Errors) : ApiTokenResult;

    /// <summary>There is no such token.</summary>
    public sealed record Unknown : ApiTokenResult;

    /// <summary>The actor's role does not allow it.</summary>
    public sealed record Forbidden : ApiTokenResult;
}
