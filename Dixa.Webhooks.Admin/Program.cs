using Dixa.Webhooks.Admin;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = DemoFlag.Expand(args, out var wrongFlag), ContentRootPath = AppContext.BaseDirectory });
if (SettingsCheck.Problems(builder.Configuration).Prepend(wrongFlag).OfType<string>().ToList() is { Count: > 0 } problems)
{
    return await StartFailure.ReportAsync(string.Join(Environment.NewLine, problems));
}

try
{
    // Runs from the build folder too, whatever the environment is called.
    builder.WebHost.UseStaticWebAssets();
    builder.AddStages();
    var hasStarted = StartFailure.KeepFrameworksQuiet(builder);
    await using var app = builder.Build();
    app.Lifetime.ApplicationStarted.Register(hasStarted);
    await app.UseStagesAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception error) when (StartFailure.Explain(error) is { } message)
{
    return await StartFailure.ReportAsync(message);
}
