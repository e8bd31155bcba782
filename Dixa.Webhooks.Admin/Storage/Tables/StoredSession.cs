namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A signed-in browser. A cookie without its row here is invalid.</summary>
public sealed class StoredSession
{
    /// <summary>The first 16 bytes of the SHA-256 of the cookie's secret, so that a copy of the store cannot be used to sign in.</summary>
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The user's security stamp at sign-in. If it has changed since, their password or role has changed.</summary>
    public required string SecurityStamp { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Accurate to the hour, since it is written at most once an hour.</summary>
    public DateTimeOffset LastSeenAt { get; init; }
}
