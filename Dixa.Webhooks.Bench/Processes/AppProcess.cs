using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>The real application in a separate process, with its own database and folder.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string Token = "bootstrap-token-of-the-benchmark";
    public const string AdministratorEmail = "bench@example.com";
    public const string AdministratorPassword = "Correct-Horse-7-Battery";

    private const int KeptLines = 40;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Process _process;

    private AppProcess(Process process, int port) => (_process, Port, StartedAt) = (process, port, Stopwatch.GetTimestamp());

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>When the process was started, on the monotonic clock that all processes of the machine share.</summary>
    public long StartedAt { get; }

    /// <summary>The process's CPU time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <param name="dll">The built application.</param>
    /// <param name="store">The database and the folder for keys.</param>
    /// <param name="settings">Configuration keys, for example <c>Dispatch:RequestTimeout</c>.</param>
    public static AppProcess Start(string dll, BenchStore store, params IEnumerable<(string Key, string Value)> settings)
    {
        var port = FreePort.Find();
        var start = AppStart.Info([DotnetHost.Path, "exec", dll], store.Folder, Settings(port, store).Concat(settings));
        var app = new AppProcess(Process.Start(start) ?? throw new BenchException("The application did not start."), port);
        app._process.OutputDataReceived += (_, line) => app.Keep(line.Data);
        app._process.ErrorDataReceived += (_, line) => app.Keep(line.Data);
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        return app;
    }

    /// <summary>Waits until the application listens.</summary>
    public async Task ListensAsync(CancellationToken cancel)
    {
        while (true)
        {
            ThrowIfEnded();
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port, cancel);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(StartedAt) < StartDeadline)
            {
                await Task.Delay(PollInterval, cancel);
            }
        }
    }

    /// <exception cref="BenchException">The application has exited. The message has its last output.</exception>
    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new BenchException($"The application exited with code {_process.ExitCode}:{Environment.NewLine}{LastOutput}");
        }
    }

    /// <summary>The last lines of output. Empty in a good run, because the log level is Warning.</summary>
    public string LastOutput => string.Join(Environment.NewLine, _output);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static IEnumerable<(string Key, string Value)> Settings(int port, BenchStore store) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Production"),
        ("Urls", $"http://127.0.0.1:{port}"),
        ("Storage:Provider", $"{store.Provider}"),
        ("Storage:ConnectionString", store.ConnectionString),
        ("Accounts:Administrator:Email", AdministratorEmail),
        ("Accounts:Administrator:Password", AdministratorPassword),
        ("Api:BootstrapToken", Token),
        ("Dispatch:AllowedNetworks:0", "127.0.0.0/8"),
        ("Logging:LogLevel:Default", "Warning"),
    ];

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (_output.Count > KeptLines)
        {
            _output.TryDequeue(out _);
        }
    }
}
