namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A signed-in browser. A cookie is worth nothing without its row here.</summary>
public sealed class StoredSession
{
    /// <summary>The first 16 bytes of the SHA-256 of the cookie's secret, so that a copy of the store gives nobody a session.</summary>
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The person's security stamp at sign-in. Their password or role has changed since if it differs now.</summary>
    public required string SecurityStamp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>To the hour: it is written at most that often.</summary>
    public DateTimeOffset LastSeenAt { get; init; }
}
