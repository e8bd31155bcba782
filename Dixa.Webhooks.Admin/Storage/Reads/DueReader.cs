namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>A connection that stays open between reads of what is due, with its statements. After an exception it is of no more use.</summary>
internal abstract class DueReader : IDisposable
{
    /// <inheritdoc cref="DueDeliveries.ReadAsync"/>
    public abstract ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int most, long bytes, IReadOnlySet<long> taken, DuePosition? after);

    public abstract void Dispose();
}
