using System.Diagnostics;
using System.Text.Json;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>
/// A part of the measurement in a process of its own: this same program, started with a hidden command. Orders go in and
/// answers come out as lines of JSON; it ends when its input does, so none outlives the benchmark.
/// </summary>
internal sealed class CompanionProcess : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private CompanionProcess(Process process) => _process = process;

    public static CompanionProcess Start(string command)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", typeof(CompanionProcess).Assembly.Location, command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        foreach (var (key, value) in RuntimeSettings(command))
        {
            start.Environment[key] = value;
        }

        return new CompanionProcess(Process.Start(start) ?? throw new BenchException($"The companion process {command} did not start."));
    }

    public async Task<TAnswer> AskAsync<TOrder, TAnswer>(TOrder order, CancellationToken cancel)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancel);
        await _process.StandardInput.FlushAsync(cancel);
        return await _process.StandardOutput.ReadLineAsync(cancel) is { } line
            ? JsonSerializer.Deserialize<TAnswer>(line)!
            : throw new BenchException($"A companion process ended instead of answering; {_process.StartInfo.ArgumentList[^1]} has written why above.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static IEnumerable<(string Key, string Value)> RuntimeSettings(string command) => command switch
    {
        // Raw sockets go on in the thread that polls them: there is too little to do for a hand-over to pay.
        CommandLine.RawReceiver or CommandLine.Load or CommandLine.Flood => [("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")],

        // What stands for the ceiling has the garbage collector that the application has and that is the faster one too.
        _ => [("DOTNET_gcServer", "1")],
    };
}
