using Dixa.Webhooks.Admin;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Options;

// Checked first, because each loaded assembly needs an open file and the next line would already fail with too few.
if (OpenFileLimit.Error(OpenFileLimit.Read()) is { } tooFewFiles)
{
    return await StartFailure.ReportAsync(tooFewFiles);
}

if (VersionFlag.IsIn(args))
{
    return await VersionFlag.RunAsync();
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = DemoFlag.Expand(ResetPasswordFlag.Take(MigrateFlag.Take(args, out var migrateFrom, out var migrateError), out var resetFor, out var resetError), out var demoError), ContentRootPath = AppContext.BaseDirectory });
if (SettingsCheck.Errors(builder.Configuration).Prepend(demoError).Prepend(migrateError).Prepend(resetError).OfType<string>().ToList() is { Count: > 0 } errors)
{
    return await StartFailure.ReportAsync(string.Join(Environment.NewLine, errors));
}

using var stop = new StopRequest();
try
{
    // Serves static assets from the build folder in any environment, not only in Development.
    builder.WebHost.UseStaticWebAssets();
    builder.AddStages();
    var hasStarted = StartFailure.KeepFrameworksQuiet(builder);
    await using var app = builder.Build();
    if (migrateFrom is not null)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.Services.MigrateStoreAsync(migrateFrom, CancellationToken.None);
        return 0;
    }

    if (resetFor is not null)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        return await ResetPasswordFlag.RunAsync(app.Services, resetFor);
    }

    app.Lifetime.ApplicationStarted.Register(hasStarted);
    app.Lifetime.ApplicationStarted.Register(() => StartedLog.Started(app.Logger, AppVersion.Current));
    await app.UseStagesAsync();
    return await HostRun.RunAsync(app, stop, StartFailure.ReportStopAsync);
}
catch (Exception error) when (StartFailure.Explain(error) is { } message)
{
    return await StartFailure.ReportAsync(message);
}
