using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Dixa.Webhooks.Admin.Startup;

public sealed class DemoFlagTests
{
    [Theory]
    [InlineData("--demo")]
    [InlineData("--demo", "--urls", "http://localhost:1")]
    [InlineData("--urls", "http://localhost:1", "--demo")]
    [InlineData("--Demo", "--urls", "http://localhost:1")]
    [InlineData("--DEMO=True", "--urls", "http://localhost:1")]
    [InlineData("--demo=true")]
    [InlineData("--urls", "http://localhost:1", "--demo", "true")]
    public void It_expands_to_the_settings_of_a_running_demo_and_keeps_the_next_argument(params string[] args)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(DemoFlag.Expand(args, out var problem)).Build();

        Assert.Null(problem);
        var options = configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>()!;
        Assert.Equal((true, DemoMode.AtStart, true), (options.Enabled, options.Demo, options.OffersDemo));
        Assert.Equal(args.Contains("--urls") ? "http://localhost:1" : null, configuration["urls"]);
        Assert.Empty(SettingsCheck.Errors(configuration));
    }

    [Theory]
    [InlineData("--demo=false")]
    [InlineData("--Demo", "False")]
    public void If_it_is_false_it_has_no_effect(params string[] args)
    {
        Assert.Equal(["--urls", "http://localhost:1"], DemoFlag.Expand([.. args, "--urls", "http://localhost:1"], out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("yes", "--demo=yes")]
    [InlineData("", "--demo=")]
    [InlineData("off", "--urls", "http://localhost:1", "--DEMO", "off")]
    public void Any_other_value_is_refused(string value, params string[] args)
    {
        DemoFlag.Expand(args, out var problem);

        Assert.Equal($"--demo is \"{value}\". It must be --demo, --demo=true or --demo=false.", problem);
    }

    [Theory]
    [InlineData("--demos", "x", "demo")]
    [InlineData("--urls=http://localhost:1", "Sandbox:Demo=Off")]
    public void Other_arguments_do_not_change(params string[] args)
    {
        Assert.Equal(args, DemoFlag.Expand(args, out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void A_setting_after_it_is_kept()
    {
        DemoFlag.Expand(["--demo", "Urls=http://localhost:1"], out var problem);

        Assert.Null(problem);
    }
}
