using System.Diagnostics.CodeAnalysis;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Backups;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Dixa.Webhooks.Admin.Startup;

/// <summary>One launch of the program: reads the command line, checks the settings, and reports in plain words what prevents the start.</summary>
internal sealed class Launch : IDisposable
{
    private readonly CommandLine _commandLine;
    private readonly StopRequest _stop = new();
    private Action? _hasStarted;

    private Launch(CommandLine commandLine) => _commandLine = commandLine;

    /// <summary>What to do with the application's services instead of running it; null to run it. It returns the exit code.</summary>
    public Func<IServiceProvider, Task<int>>? Command => _commandLine switch
    {
        { MigrateFrom: { } source } => services => MigrateAsync(services, source),
        { BackupTo: { } file } => services => BackupCommand.RunAsync(services, file),
        { RestoreFrom: { } file } => services => RestoreCommand.RunAsync(services, file),
        { ResetPasswordFor: { } email } => services => ResetPasswordCommand.RunAsync(services, email),
        { VerifiesAudit: true } => VerifyAuditCommand.RunAsync,
        { ChecksInstallation: true } => DoctorCommand.RunAsync,
        _ => null,
    };

    /// <summary>Launches the program and returns its exit code.</summary>
    public static Task<int> RunAsync(string[] args, Func<Launch, Task<int>> run)
    {
        // Checked first, because each loaded assembly needs an open file, and the next line would already fail with too few.
        if (OpenFileLimit.Error(OpenFileLimit.Read(), new StorageOptions().OpenFiles) is { } tooFewFiles)
        {
            return StartFailure.ReportAsync(tooFewFiles);
        }

        return ReadCommandLineAsync(args, run);
    }

    /// <summary>Creates the builder with the settings of the command line.</summary>
    /// <exception cref="InvalidSettingsException">A setting or an option of the command line is invalid.</exception>
    public WebApplicationBuilder CreateBuilder()
    {
        var (builder, errors) = Configure();
        if (errors.Count > 0)
        {
            throw new InvalidSettingsException(errors);
        }

        if (_commandLine is { ChecksInstallation: true } or { VerifiesAudit: true } or { BackupTo: not null } or { ResetPasswordFor: not null })
        {
            // A new key next to a store that has lost its keys would hide the loss.
            builder.Services.PostConfigure<KeyManagementOptions>(keys => keys.AutoGenerateKeys = false);
        }

        // Serves static assets from the build folder in any environment, not only in Development.
        builder.WebHost.UseStaticWebAssets();
        ServiceManager.Add(builder.Services);
        _hasStarted = StartFailure.KeepFrameworksQuiet(builder);
        return builder;
    }

    /// <summary>Runs the application until it stops, and returns the exit code.</summary>
    public Task<int> RunAsync(WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => _hasStarted?.Invoke());
        app.Lifetime.ApplicationStarted.Register(() => StartedLog.Started(app.Logger, AppVersion.Current));
        return HostRun.RunAsync(app, _stop, StartFailure.ReportStopAsync);
    }

    public void Dispose() => _stop.Dispose();

    private (WebApplicationBuilder Builder, IReadOnlyList<string> Errors) Configure()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = _commandLine.Settings, ContentRootPath = AppContext.BaseDirectory });
        return (builder, [.. SecretFiles.Read(builder.Configuration), .. _commandLine.Errors, .. SettingsCheck.Errors(builder.Configuration)]);
    }

    /// <summary>What needs only the settings, which may be invalid; null if the command line asks for something else.</summary>
    private Task<int>? AnswerFromSettings()
    {
        if (!_commandLine.PrintsConfig && !_commandLine.AsksForHealth)
        {
            return null;
        }

        var (builder, errors) = Configure();
        return _commandLine.PrintsConfig ? ConfigCommand.RunAsync(builder.Configuration, errors) : HealthCommand.RunAsync(builder.Configuration);
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, string source)
    {
        await services.MigrateStoreAsync(source, CancellationToken.None);
        return 0;
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "The output belongs on the terminal of the person who asked.")]
    private static async Task<int> ReadCommandLineAsync(string[] args, Func<Launch, Task<int>> run)
    {
        var commandLine = CommandLine.Parse(args);
        if (commandLine.IsQuestion)
        {
            return await commandLine.WriteAsync(Console.Out);
        }

        if (commandLine.BackupTo is not null)
        {
            // Already the start of this program would take time from the application that is running.
            QuietThread.LowerPriority();
        }

        try
        {
            using var launch = new Launch(commandLine);
            return await (launch.AnswerFromSettings() ?? run(launch));
        }
        catch (Exception error) when (StartFailure.Explain(error) is { } message)
        {
            return await StartFailure.ReportAsync(message);
        }
    }
}
