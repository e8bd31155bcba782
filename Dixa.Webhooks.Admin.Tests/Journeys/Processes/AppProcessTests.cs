using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

public sealed class AppProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_application_stops_when_asked_and_starts_again_after_a_kill_with_what_it_had_stored()
    {
        await using var app = await AppProcess.StartAsync(("Logging:LogLevel:Default", "Information"));
        Assert.True(File.Exists(app.Database));
        Assert.Contains($"Now listening on: {app.Address.GetLeftPart(UriPartial.Authority)}", app.Output);
        var keys = Directory.GetFiles(Path.Combine(app.Folder, "keys"));

        app.KillHard();
        Assert.False(app.Running);
        await Assert.ThrowsAsync<HttpRequestException>(() => app.Client.GetAsync("/", Cancel));

        await app.StartAgainAsync();
        Assert.True(app.Running);
        Assert.Equal(keys, Directory.GetFiles(Path.Combine(app.Folder, "keys")));

        Assert.Equal(0, await app.StopCleanlyAsync());
        Assert.Contains("Application is shutting down", app.Output);
    }

    [Fact]
    public async Task An_application_that_cannot_start_is_reported_with_its_output()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AppProcess.StartAsync(("Storage:Provider", "Oracle")));

        Assert.Contains("Storage:Provider is \"Oracle\". It must be Sqlite or PostgreSql.", failure.Message);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task The_screens_scripts_and_styles_are_served_from_the_build_folder(string environment)
    {
        await using var app = await AppProcess.StartAsync(("ASPNETCORE_ENVIRONMENT", environment));

        foreach (var asset in new[] { "_content/MudBlazor/MudBlazor.min.css", "_content/MudBlazor/MudBlazor.min.js", "_framework/blazor.web.js" })
        {
            Assert.True((await app.Client.GetByteArrayAsync(asset, Cancel)).Length > 10_000, asset);
        }
    }
}
