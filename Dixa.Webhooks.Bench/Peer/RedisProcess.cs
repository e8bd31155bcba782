using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Dixa.Webhooks.Bench.Processes;

namespace Dixa.Webhooks.Bench.Peer;

/// <summary>A Redis server with an append-only file in a temporary folder.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly string _folder;

    private RedisProcess(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    /// <param name="fsync">When the append-only file is synced: <c>everysec</c> or <c>always</c>.</param>
    /// <param name="cancel">Stops waiting for the start.</param>
    /// <exception cref="BenchException">There is no <c>redis-server</c>, or it does not start.</exception>
    public static async Task<RedisProcess> StartAsync(string fsync, CancellationToken cancel)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("dixa-webhooks-bench-").FullName, FreePort.Find());
        string[] options = ["--bind", "127.0.0.1", "--port", $"{port}", "--dir", folder, "--appendonly", "yes", "--appendfsync", fsync];
        RedisProcess redis;
        try
        {
            redis = new RedisProcess(Process.Start(new ProcessStartInfo("redis-server", options) { RedirectStandardOutput = true })!, folder, port);
        }
        catch (Win32Exception error)
        {
            Directory.Delete(folder);
            throw new BenchException("peer needs redis-server. Install it, for example with the package redis-server.", error);
        }

        try
        {
            redis._process.BeginOutputReadLine();
            await redis.ListensAsync(cancel);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListensAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port, cancel);
                return;
            }
            catch (SocketException error)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(started) > StartDeadline)
                {
                    throw new BenchException("redis-server did not start.", error);
                }

                await Task.Delay(PollInterval, cancel);
            }
        }
    }
}
