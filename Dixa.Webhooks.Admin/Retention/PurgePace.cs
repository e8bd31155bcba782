namespace Dixa.Webhooks.Admin.Retention;

/// <summary>
/// How much of the writer's time a purge takes: half of it while nothing else writes, and otherwise a twenty-fifth, in small batches. Only few
/// writes wait for a batch then, so that the 95th percentile of the latency does not change.
/// </summary>
internal sealed class PurgePace
{
    /// <summary>Rows per batch while nothing else writes.</summary>
    public const int MaxBatchSize = 1_000;

    private const int BatchSizeWithOthers = 100;
    private const int PauseWithOthers = 24;

    private bool _othersWrite = true;

    public int BatchSize => _othersWrite ? BatchSizeWithOthers : MaxBatchSize;

    /// <summary>Returns how long to pause before the next batch.</summary>
    /// <param name="took">How long the last batch took, including its wait for the writer.</param>
    /// <param name="othersWrite">There were other writes since the batch before.</param>
    public TimeSpan After(TimeSpan took, bool othersWrite)
    {
        _othersWrite = othersWrite;
        return othersWrite ? took * PauseWithOthers : took;
    }
}
