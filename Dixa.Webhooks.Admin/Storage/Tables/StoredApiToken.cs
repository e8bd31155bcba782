using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>An API token: never the token itself, only what tells it again. It stays when it is revoked, since webhooks name it as their creator.</summary>
public sealed class StoredApiToken
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How the token begins, for people to tell it from others.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token. It is 256 random bits, so nothing slower is needed.</summary>
    public required byte[] Hash { get; init; }

    public ApiScopes Scopes { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public Guid CreatedBy { get; init; }

    /// <summary>From this time on it is refused; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute: it is written at most that often.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
