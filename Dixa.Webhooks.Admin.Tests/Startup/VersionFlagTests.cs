using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class VersionFlagTests
{
    [Fact]
    public void The_version_is_a_semantic_version() => Assert.Matches(@"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", AppVersion.Current);

    [Theory]
    [InlineData(true, "--version")]
    [InlineData(true, "--Urls=http://localhost:1", "--VERSION")]
    [InlineData(false, "--demo")]
    public void The_flag_is_found_among_settings(bool expected, params string[] args) => Assert.Equal(expected, VersionFlag.IsIn(args));

    [Fact]
    public async Task The_process_prints_its_version_and_exits_and_logs_it_at_start()
    {
        await using var app = await AppProcess.StartAsync();

        var (code, output, _) = await app.RunCommandAsync("--version");

        Assert.Equal((0, $"Dixa Webhooks {AppVersion.Current}"), (code, output.Trim()));
        Assert.Contains($"Dixa Webhooks {AppVersion.Current} started", app.Output, StringComparison.Ordinal);
    }
}
