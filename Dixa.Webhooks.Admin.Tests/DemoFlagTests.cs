using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin;

public sealed class DemoFlagTests
{
    [Theory]
    [InlineData("--demo")]
    [InlineData("--demo", "--urls", "http://localhost:1")]
    [InlineData("--urls", "http://localhost:1", "--demo")]
    public void It_stands_for_a_sandbox_with_a_demo_that_plays_and_swallows_no_neighbour(params string[] args)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(DemoFlag.Expand(args)).Build();

        var options = configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!;
        Assert.Equal((true, DemoMode.AtStart, true), (options.Enabled, options.Demo, options.OffersDemo));
        Assert.Equal(args.Length > 1 ? "http://localhost:1" : null, configuration["urls"]);
        Assert.Empty(SettingsCheck.Problems(configuration));
    }

    [Fact]
    public void Other_arguments_stay_as_they_are() => Assert.Equal(["--demos", "x", "demo"], DemoFlag.Expand(["--demos", "x", "demo"]));
}
