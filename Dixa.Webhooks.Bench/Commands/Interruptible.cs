namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Exits without a stack trace on Ctrl+C, which every process of the run receives.</summary>
internal static class Interruptible
{
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }
}
