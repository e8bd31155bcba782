using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The built application in a separate process, on a free loopback port and in its own folder. It can be killed and restarted.</summary>
public sealed partial class AppProcess : TestApp
{
    /// <summary>Not a setting of the application: the folder of a published build to start instead of the one built with the tests.</summary>
    public const string PublishedFolder = "PUBLISHED_FOLDER";

    /// <summary>Not a setting of the application: the process's limit of open files, <c>512</c>, or <c>-S 512</c> for only the soft limit.</summary>
    public const string OpenFiles = "ulimit -n";

    /// <summary>Not a setting of the application: makes file modes apply to the process even if the tests run as root.</summary>
    public const string NoPrivileges = "setpriv";

    private const int SigTerm = 15;
    private const int SigCont = 18;
    private const int SigStop = 19;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly IReadOnlyList<string> _arguments;
    private Process? _process;
    private string? _openFiles;
    private bool _noPrivileges;

    private AppProcess(IEnumerable<(string Key, string Value)> settings, IReadOnlyList<string> arguments)
        : base(settings) => _arguments = arguments;

    /// <summary>The application's complete output so far, over all starts.</summary>
    public override string Output => string.Join('\n', _output);

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("It was never started.");

    public bool Running => _process is { HasExited: false };

    /// <summary>Starts the application with an empty database and waits until it responds.</summary>
    public static Task<AppProcess> StartAsync(params (string Key, string Value)[] settings) => StartAsync(prepare: null, settings);

    /// <summary>Prepares the database, starts the application and waits until it responds.</summary>
    /// <param name="prepare">What to store before the first start.</param>
    /// <param name="settings">Configuration keys, for example <c>Dispatch:RetryDelay</c>; <c>{folder}</c> in a value is replaced with <see cref="TestApp.Folder"/>.</param>
    public static Task<AppProcess> StartAsync(Func<TestStore, Task>? prepare, params (string Key, string Value)[] settings) => StartAsync(prepare, [], settings);

    /// <inheritdoc cref="StartAsync(Func{TestStore, Task}?, ValueTuple{string, string}[])"/>
    /// <param name="prepare">What to store before the first start.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">Configuration keys.</param>
    public static async Task<AppProcess> StartAsync(Func<TestStore, Task>? prepare, IReadOnlyList<string> arguments, params (string Key, string Value)[] settings)
    {
        var app = new AppProcess(settings, arguments);
        try
        {
            await app.PrepareAsync(prepare, ownKeys: true);
            await app.StartAgainAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return app;
    }

    /// <summary>Creates the database of an application and does not start it.</summary>
    public static async Task<AppProcess> PrepareAsync(params (string Key, string Value)[] settings)
    {
        var app = new AppProcess(settings, []);
        await app.PrepareAsync(prepare: null, ownKeys: true);
        return app;
    }

    /// <summary>Starts the application again with the same folder and port.</summary>
    public async Task StartAgainAsync()
    {
        if (Running)
        {
            throw new InvalidOperationException("It is running.");
        }

        _process?.Dispose();
        _process = Launch();
        await Eventually.BecomesTrueAsync(AnswersAsync, "the application answers", StartDeadline);
    }

    /// <summary>Ends the application immediately, like a power failure or the kernel (SIGKILL).</summary>
    public void KillHard()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }
    }

    /// <summary>Stops its threads (SIGSTOP), until <see cref="Resume"/>.</summary>
    public void Pause() => Signal(SigStop);

    public void Resume() => Signal(SigCont);

    /// <summary>Requests a stop (SIGTERM), waits for it, and returns the exit code.</summary>
    public Task<int> StopCleanlyAsync()
    {
        Signal(SigTerm);
        return EndsAsync();
    }

    /// <summary>Waits until it has stopped, and returns the exit code.</summary>
    public async Task<int> EndsAsync()
    {
        var process = _process ?? throw new InvalidOperationException("It was never started.");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StopDeadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    /// <summary>Runs the same program with the same settings for one command, whether the application is running or not.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunCommandAsync(params string[] arguments) => RunCommandAsync([], arguments);

    /// <inheritdoc cref="RunCommandAsync(string[])"/>
    /// <param name="environment">More environment variables.</param>
    /// <param name="arguments">The command line.</param>
    public async Task<(int ExitCode, string Output, string Error)> RunCommandAsync(IReadOnlyList<(string Key, string Value)> environment, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(arguments) };
        foreach (var (key, value) in environment)
        {
            process.StartInfo.Environment[key] = value;
        }

        process.Start();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>How the same program is started with the same settings, by a test that starts it.</summary>
    public ProcessStartInfo CommandInfo(params string[] arguments) => StartInfo(arguments);

    private void Signal(int signal)
    {
        if (kill(ProcessId, signal) != 0)
        {
            throw new InvalidOperationException($"Signal {signal} failed: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    protected override ValueTask EndAsync()
    {
        KillHard();
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> AnswersAsync()
    {
        if (!Running)
        {
            // The last output is still being read.
            await (_process?.WaitForExitAsync(TestContext.Current.CancellationToken) ?? Task.CompletedTask);
            Assert.Fail($"The application ended with {_process?.ExitCode} instead of answering:\n{Output}");
        }

        try
        {
            using var answer = await Client.GetAsync("/", TestContext.Current.CancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        IReadOnlyList<string> command = [DotnetHost.Path, "exec", AppDll(), .. arguments];
        if (Settings.Remove(OpenFiles, out var openFiles))
        {
            _openFiles = openFiles;
        }

        if (_openFiles is not null)
        {
            command = ["/bin/sh", "-c", $"ulimit {(_openFiles.StartsWith('-') ? _openFiles.Replace(" ", " -n ", StringComparison.Ordinal) : $"-n {_openFiles}")}; exec \"$0\" \"$@\"", .. command];
        }

        _noPrivileges |= Settings.Remove(NoPrivileges);
        if (_noPrivileges && Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", .. command];
        }

        return AppStart.Info(command, Folder, Settings.Select(setting => (setting.Key, setting.Value)));
    }

    private Process Launch()
    {
        var process = new Process { StartInfo = StartInfo(_arguments) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    private string AppDll() => Settings.TryGetValue(PublishedFolder, out var published) ? Path.Combine(published, "Dixa.Webhooks.Admin.dll") : AppStart.Dll();

#pragma warning disable IDE1006, SYSLIB1054 // The name is the system's; generated marshalling would need unsafe code.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, SYSLIB1054
}
