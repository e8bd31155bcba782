using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>An API token. Stores a hash, never the token itself. Revoked tokens are kept, since webhooks refer to them as their creator.</summary>
public sealed class StoredApiToken
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The first characters of the token, so that users can recognize it.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token. The token has 256 random bits, so a slow hash is not needed.</summary>
    public required byte[] Hash { get; init; }

    public ApiScopes Scopes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid CreatedBy { get; init; }

    /// <summary>Null if the token never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Accurate to the minute, since it is written at most once a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
