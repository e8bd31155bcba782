namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>A link that lets a person set a new password once.</summary>
public sealed class StoredPasswordReset
{
    /// <summary>The first 16 bytes of the SHA-256 of the link's secret.</summary>
    public Guid Id { get; init; }

    public Guid UserId { get; init; }

    /// <summary>The person's security stamp when the link was made. The link is void once it differs.</summary>
    public required string SecurityStamp { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
