namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A link with which a user can set a new password once.</summary>
public sealed class StoredPasswordReset
{
    /// <summary>The first 16 bytes of the SHA-256 of the link's secret.</summary>
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The user's security stamp when the link was created. If it has changed since, the link is invalid.</summary>
    public required string SecurityStamp { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
