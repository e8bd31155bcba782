namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Which notifications a user has seen.</summary>
public sealed class StoredNotificationReader
{
    public Guid UserId { get; init; }

    /// <summary>The id of the newest notification that the user has seen.</summary>
    public long LastSeen { get; set; }
}
