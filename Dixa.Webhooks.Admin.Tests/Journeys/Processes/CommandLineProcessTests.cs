using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

public sealed class CommandLineProcessTests
{
    [Fact]
    public async Task The_process_prints_its_version_or_help_and_exits_and_logs_its_version_at_start()
    {
        await using var app = await AppProcess.StartAsync();

        var (code, output, _) = await app.RunCommandAsync("--version");
        var (helpCode, help, _) = await app.RunCommandAsync("--help");

        Assert.Equal((0, $"Dixa Webhooks {AppVersion.Current}"), (code, output.Trim()));
        Assert.Equal(0, helpCode);
        Assert.Contains("Usage:", help, StringComparison.Ordinal);
        Assert.Contains($"Dixa Webhooks {AppVersion.Current} started", app.Output, StringComparison.Ordinal);
    }
}
