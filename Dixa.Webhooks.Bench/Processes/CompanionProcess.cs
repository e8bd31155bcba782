using System.Diagnostics;
using System.Text.Json;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>
/// A part of the measurement in a separate process: usually the same program, started with a hidden command. Requests and responses are lines
/// of JSON. The process exits when its input ends, so it never outlives the benchmark.
/// </summary>
internal sealed class CompanionProcess : IAsyncDisposable
{
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private CompanionProcess(Process process) => _process = process;

    public static CompanionProcess Start(string command)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", typeof(CompanionProcess).Assembly.Location, command]);
        foreach (var (key, value) in RuntimeSettings(command))
        {
            start.Environment[key] = value;
        }

        return Start(start);
    }

    /// <summary>Starts a program that answers in the same way.</summary>
    public static CompanionProcess Start(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        return new CompanionProcess(Process.Start(start) ?? throw new BenchException($"The companion process {start.ArgumentList[^1]} did not start."));
    }

    public async Task<TAnswer> AskAsync<TOrder, TAnswer>(TOrder order, CancellationToken cancel)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancel);
        await _process.StandardInput.FlushAsync(cancel);
        return await _process.StandardOutput.ReadLineAsync(cancel) is { } line
            ? JsonSerializer.Deserialize<TAnswer>(line)!
            : throw new BenchException($"The companion process {_process.StartInfo.ArgumentList[^1]} exited without a response; see its output above.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(ExitTimeout);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static IEnumerable<(string Key, string Value)> RuntimeSettings(string command) => command switch
    {
        // With raw sockets, continuations run on the polling thread, because the little work is not worth a thread switch.
        CommandLine.RawReceiver or CommandLine.Load or CommandLine.SignInFlood => [("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1")],

        // The ceiling uses the same garbage collector as the application, which is also the faster one.
        _ => [("DOTNET_gcServer", "1")],
    };
}
