namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Processes that are disposed together.</summary>
internal sealed class Several(IEnumerable<IAsyncDisposable> processes) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }
    }
}
