using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

public enum ApiTokenState
{
    Active,
    Expired,
    Revoked,
}

/// <summary>A token for the screen, without its secret.</summary>
/// <param name="Prefix">The first characters of the token.</param>
/// <param name="LastUsedAt">Accurate to the minute; null if never used.</param>
/// <param name="ExpiresAt">Null if it does not expire.</param>
public sealed record ApiTokenRow(
    Guid Id, string Name, string Prefix, ApiScopes Scopes, ApiTokenState State, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? ExpiresAt);

/// <summary>The result of issuing or revoking a token.</summary>
public abstract record ApiTokenResult
{
    /// <summary>The new token, which cannot be shown again. <see cref="ToString"/> hides it.</summary>
    public sealed record Issued(Guid Id, string Token) : ApiTokenResult
    {
        public override string ToString() => $"{nameof(Issued)} {Id} {Mask.Text}";
    }

    public sealed record Revoked : ApiTokenResult;

    /// <summary>Nothing was stored. The fields are <c>name</c>, <c>scopes</c> and <c>expiresAt</c>.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ApiTokenResult;

    public sealed record NotFound : ApiTokenResult;

    public sealed record Forbidden : ApiTokenResult;
}
