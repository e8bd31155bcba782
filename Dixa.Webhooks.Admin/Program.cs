using Dixa.Webhooks.Admin;
using Dixa.Webhooks.Admin.Startup;

return await Launch.RunAsync(args, async launch =>
{
    var builder = launch.CreateBuilder();
    builder.AddStages();
    await using var app = builder.Build();
    if (launch.Command is { } command)
    {
        return await command(app.Services);
    }

    await app.UseStagesAsync();
    return await launch.RunAsync(app);
});
