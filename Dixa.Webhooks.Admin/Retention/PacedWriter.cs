using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Commits batches through the store's writer, with pauses in which others can write.</summary>
internal sealed class PacedWriter(GroupCommit store, IntakeWriter intake, StoreDialect dialect, TimeProvider time, CancellationToken stopping)
{
    private readonly PurgePace _pace = new();

    /// <summary>How many rows the next batch should have.</summary>
    public int BatchSize => _pace.BatchSize;

    public CancellationToken Stopping => stopping;

    /// <exception cref="StoreUnavailableException">The store cannot write now.</exception>
    public async Task<T> CommitAsync<T>(StoreWrite<T> write)
    {
        var (start, before) = (time.GetTimestamp(), store.Committed + intake.Committed);
        var result = await store.CommitAsync(write);
        var othersWrite = store.Committed + intake.Committed - before > 1;
        var pause = Task.Delay(_pace.After(time.GetElapsedTime(start), othersWrite), time, stopping);
        if (othersWrite)
        {
            // A batch changes many pages. Without this, the checkpoint for them would be a part of someone else's commit.
            await dialect.CheckpointAsync(stopping);
        }

        await pause;
        return result;
    }
}
