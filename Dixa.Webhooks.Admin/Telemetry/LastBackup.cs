namespace Dixa.Webhooks.Admin.Telemetry;

/// <summary>When the last backup finished, for the metric of its age. What makes backups sets it at start and after each one.</summary>
public sealed class LastBackup
{
    private long _ticks;

    /// <summary>Null if there is none, or if the application does not make backups.</summary>
    public DateTimeOffset? FinishedAt
    {
        get => Interlocked.Read(ref _ticks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
        set => Interlocked.Exchange(ref _ticks, value?.UtcTicks ?? 0);
    }
}
