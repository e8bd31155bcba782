namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The size of the store on a day, to tell how fast it grows.</summary>
public sealed class StoredSize
{
    /// <summary>The start of the day in UTC.</summary>
    public DateTimeOffset Day { get; init; }

    /// <summary>When it was measured.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>All bytes of the database, with the free part.</summary>
    public long Bytes { get; set; }

    /// <summary>Bytes within the database that new rows can use.</summary>
    public long FreeBytes { get; set; }

    /// <summary>The rows and bytes of each table, as JSON; null if they were not counted.</summary>
    public string? Tables { get; set; }
}
