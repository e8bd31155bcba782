namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Wakes the bulk actions of this process. Other processes look every few seconds.</summary>
public sealed class BulkActionSignal : IDisposable
{
    private readonly SemaphoreSlim _waiting = new(0, 1);

    public void Set()
    {
        try
        {
            _waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <summary>Returns after <see cref="Set"/> or the timeout.</summary>
    public Task WaitAsync(TimeSpan timeout, CancellationToken cancel) => _waiting.WaitAsync(timeout, cancel);

    public void Dispose() => _waiting.Dispose();
}
