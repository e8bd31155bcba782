namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>Up to where a person has seen the notices.</summary>
public sealed class StoredNotificationReader
{
    public Guid UserId { get; init; }

    /// <summary>The newest notice that they have seen.</summary>
    public long LastSeen { get; set; }
}
