using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>The built application in a separate process, on a free loopback port and in its own folder. It can be killed and restarted.</summary>
public sealed partial class AppProcess : IAsyncDisposable
{
    public const string AdministratorEmail = "admin@example.com";
    public const string AdministratorPassword = "Correct-Horse-7-Battery";
    public const string ApiToken = "bootstrap-token-for-tests";

    /// <summary>Not a setting of the application: the folder of a published build to start instead of the one built with the tests.</summary>
    public const string PublishedFolder = "PUBLISHED_FOLDER";

    /// <summary>Not a setting of the application: the process's limit of open files, <c>512</c>, or <c>-S 512</c> for only the soft limit.</summary>
    public const string OpenFiles = "ulimit -n";

    private const int SigTerm = 15;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly Dictionary<string, string> _settings;
    private readonly IReadOnlyList<string> _arguments;
    private Process? _process;
    private string? _openFiles;

    private AppProcess(IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> arguments)
    {
        _arguments = arguments;
        Folder = Directory.CreateTempSubdirectory("dixa-webhooks-app-").FullName;
        Database = Path.Combine(Folder, "webhooks.db");
        Address = new Uri($"http://127.0.0.1:{LoopbackPort.Find()}/");
        _settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Urls"] = Address.GetLeftPart(UriPartial.Authority),
            ["Storage__Provider"] = "Sqlite",
            ["Storage__ConnectionString"] = $"Data Source={Database}",
            ["Accounts__Administrator__Email"] = AdministratorEmail,
            ["Accounts__Administrator__Password"] = AdministratorPassword,
            ["Api__BootstrapToken"] = ApiToken,
            ["Dispatch__AllowedNetworks__0"] = "127.0.0.0/8",

            // Several tests sign in to one application within a minute, all from one address.
            ["Limits__SignIn__PerMinute"] = "6000",
            ["Limits__SignIn__Burst"] = "1000",
            ["Limits__SignIn__TotalPerSecond"] = "1000",
        };
        foreach (var (key, value) in settings)
        {
            _settings[key.Replace(":", "__", StringComparison.Ordinal)] = value.Replace("{folder}", Folder, StringComparison.Ordinal);
        }

        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
        Api = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
        Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiToken);
    }

    /// <summary>The folder with the database and the keys. It survives a kill and is deleted by <see cref="DisposeAsync"/>.</summary>
    public string Folder { get; }

    public string Database { get; }

    public Uri Address { get; }

    /// <summary>An anonymous client: no cookies, no token, does not follow redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>A client with the API's bootstrap token.</summary>
    public HttpClient Api { get; }

    /// <summary>The application's complete output so far, over all starts.</summary>
    public string Output => string.Join('\n', _output);

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("It was never started.");

    public bool Running => _process is { HasExited: false };

    /// <summary>Starts the application with an empty database and waits until it responds.</summary>
    public static Task<AppProcess> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => Task.CompletedTask, settings);

    /// <summary>Prepares the database, starts the application and waits until it responds.</summary>
    /// <param name="prepare">What to store before the first start.</param>
    /// <param name="settings">Configuration keys, for example <c>Dispatch:RetryDelay</c>; <c>{folder}</c> in a value is replaced with <see cref="Folder"/>.</param>
    public static Task<AppProcess> StartAsync(Func<TestStore, Task> prepare, params (string Key, string Value)[] settings) => StartAsync(prepare, [], settings);

    /// <inheritdoc cref="StartAsync(Func{TestStore, Task}, ValueTuple{string, string}[])"/>
    /// <param name="prepare">What to store before the first start.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="settings">Configuration keys.</param>
    public static async Task<AppProcess> StartAsync(Func<TestStore, Task> prepare, IReadOnlyList<string> arguments, params (string Key, string Value)[] settings)
    {
        var app = new AppProcess(settings.ToDictionary(setting => setting.Key, setting => setting.Value), arguments);
        try
        {
            await using (var store = await TestStore.OpenAtAsync(app.Folder, app._settings["Storage__Provider"] is "PostgreSql" ? app._settings["Storage__ConnectionString"] : null))
            {
                await prepare(store);
            }

            await app.StartAgainAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

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

    /// <summary>Requests a stop (SIGTERM), waits for it, and returns the exit code.</summary>
    public async Task<int> StopCleanlyAsync()
    {
        var process = _process ?? throw new InvalidOperationException("It was never started.");
        if (kill(process.Id, SigTerm) != 0)
        {
            throw new InvalidOperationException($"It could not be asked to end: error {Marshal.GetLastPInvokeError()}.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(StopDeadline);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    /// <summary>Runs the same program with the same settings for one command, whether the application is running or not.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunCommandAsync(params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(arguments) };
        process.Start();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    public ValueTask DisposeAsync()
    {
        KillHard();
        _process?.Dispose();
        Client.Dispose();
        Api.Dispose();
        using (var pooled = new SqliteConnection($"Data Source={Database}"))
        {
            SqliteConnection.ClearPool(pooled);
        }

        Directory.Delete(Folder, recursive: true);
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
        // The application next to the tests is a copy; only its own output folder has the manifests of its static assets.
        IReadOnlyList<string> command = [DotnetHost(), "exec", AppDll(), .. arguments];
        if (_settings.Remove(OpenFiles, out var openFiles))
        {
            _openFiles = openFiles;
        }

        if (_openFiles is not null)
        {
            command = ["/bin/sh", "-c", $"ulimit {(_openFiles.StartsWith('-') ? _openFiles.Replace(" ", " -n ", StringComparison.Ordinal) : $"-n {_openFiles}")}; exec \"$0\" \"$@\"", .. command];
        }

        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(inherited);
        }

        foreach (var (key, value) in _settings)
        {
            start.Environment[key] = value;
        }

        return start;
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

    /// <summary>Whether an inherited environment variable would change the application's configuration.</summary>
    private static bool IsSetting(string name) =>
        name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("DOTNET_URLS", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Urls", StringComparison.OrdinalIgnoreCase)
        || name.Contains("__", StringComparison.Ordinal);

    private string AppDll()
    {
        if (_settings.TryGetValue(PublishedFolder, out var published))
        {
            return Path.Combine(published, "Dixa.Webhooks.Admin.dll");
        }

        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var own = Path.Combine(Repository.Root, "Dixa.Webhooks.Admin", "bin", output.Parent!.Name, output.Name, "Dixa.Webhooks.Admin.dll");
        return File.Exists(own) ? own : Path.Combine(output.FullName, "Dixa.Webhooks.Admin.dll");
    }

    /// <summary>The dotnet host of the tests, so that both use the same runtime.</summary>
    internal static string DotnetHost() =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

#pragma warning disable IDE1006, SYSLIB1054 // The name is the system's; generated marshalling would need unsafe code.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, SYSLIB1054
}
