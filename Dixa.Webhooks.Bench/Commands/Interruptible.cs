namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Ends without a stack trace when somebody presses Ctrl+C, which every process of the run hears.</summary>
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
