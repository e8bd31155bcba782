namespace Dixa.Webhooks.Admin.Storage.Reads;

/// <summary>Reads due deliveries. Keeps its connection and statements open between reads. Must be disposed after an exception.</summary>
internal abstract class DueReader : IDisposable
{
    /// <inheritdoc cref="DueDeliveries.ReadAsync"/>
    public abstract ValueTask<DueList?> ReadAsync(Guid subscriptionId, DateTimeOffset now, int maxCount, long maxBytes, IReadOnlySet<long> taken, DuePosition? after);

    public abstract void Dispose();
}
