using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Telemetry;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Stores published events. With PostgreSQL it has its own connection, so that events do not wait while recording an attempt waits for a
/// lock. SQLite allows only one writer anyway.
/// </summary>
public sealed class IntakeWriter : IAsyncDisposable
{
    private readonly GroupCommit _writer;
    private readonly GroupCommit? _own;

    public IntakeWriter(StoreDialect dialect, GroupCommit shared, StoreFailureLog failures, ILogger<GroupCommit> logger, StoreMetrics metrics)
    {
        _own = dialect.OpenIntakeWriter is { } open ? new GroupCommit(open, failures, logger, metrics) : null;
        _writer = _own ?? shared;
    }

    /// <inheritdoc cref="GroupCommit.CommitAsync"/>
    public Task<T> CommitAsync<T>(StoreWrite<T> write) => _writer.CommitAsync(write);

    /// <summary>How many writes its own connection has committed so far; 0 if it shares the writer.</summary>
    internal long Committed => _own?.Committed ?? 0;

    /// <inheritdoc cref="GroupCommit.FailedWithin"/>
    internal bool FailedWithin(TimeSpan time) => _writer.FailedWithin(time);

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
