using Dixa.Webhooks.Admin;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Options;

// First of all: each assembly takes an open file, and with too few the next line already fails for want of one.
if (OpenFileLimit.Error(OpenFileLimit.Read()) is { } tooFewFiles)
{
    return await StartFailure.ReportAsync(tooFewFiles);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = DemoFlag.Expand(ResetPasswordFlag.Take(MigrateFlag.Take(args, out var copied, out var wrongCopy), out var resetFor, out var wrongReset), out var wrongFlag), ContentRootPath = AppContext.BaseDirectory });
if (SettingsCheck.Errors(builder.Configuration).Prepend(wrongFlag).Prepend(wrongCopy).Prepend(wrongReset).OfType<string>().ToList() is { Count: > 0 } problems)
{
    return await StartFailure.ReportAsync(string.Join(Environment.NewLine, problems));
}

using var stop = new StopRequest();
try
{
    // Runs from the build folder too, whatever the environment is called.
    builder.WebHost.UseStaticWebAssets();
    builder.AddStages();
    var hasStarted = StartFailure.KeepFrameworksQuiet(builder);
    await using var app = builder.Build();
    if (copied is not null)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        await app.Services.MigrateStoreAsync(copied, CancellationToken.None);
        return 0;
    }

    if (resetFor is not null)
    {
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        return await ResetPasswordFlag.RunAsync(app.Services, resetFor);
    }

    app.Lifetime.ApplicationStarted.Register(hasStarted);
    await app.UseStagesAsync();
    return await HostRun.RunAsync(app, stop, StartFailure.ReportStopAsync);
}
catch (Exception error) when (StartFailure.Explain(error) is { } message)
{
    return await StartFailure.ReportAsync(message);
}
