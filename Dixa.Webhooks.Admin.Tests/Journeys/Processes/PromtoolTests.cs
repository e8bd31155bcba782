using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The alerts, checked and tested with Prometheus' own tool.</summary>
public sealed partial class PromtoolTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "deploy", "prometheus");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_alerts_are_valid()
    {
        var (exitCode, output) = await RunAsync("check rules alerts.yml");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task The_tests_of_the_alerts_pass()
    {
        var (exitCode, output) = await RunAsync("test rules alerts.test.yml");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Each_alert_has_a_test_in_which_it_fires_and_one_in_which_it_stays_quiet()
    {
        var alerts = Alert().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.yml"), Cancel)).Select(alert => alert.Groups[1].Value).ToList();
        var tests = AlertTest().Matches(await File.ReadAllTextAsync(Path.Combine(Folder, "alerts.test.yml"), Cancel)).Select(test => (Alert: test.Groups[1].Value, Fires: test.Groups[2].Value.Length == 0)).ToList();

        Assert.NotEmpty(alerts);
        Assert.Equal(alerts.Order(), tests.Where(test => test.Fires).Select(test => test.Alert).Distinct().Order());
        Assert.Equal(alerts.Order(), tests.Where(test => !test.Fires).Select(test => test.Alert).Distinct().Order());
    }

    [Fact]
    public async Task Each_expression_of_the_dashboard_is_valid()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "grafana", "dashboard.json"), Cancel));
        var expressions = dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!.Replace("$__rate_interval", "5m", StringComparison.Ordinal))
            .ToList();
        var rules = Path.GetTempFileName();
        try
        {
            // JSON is YAML. Each expression becomes a rule with a name of its own.
            await File.WriteAllTextAsync(
                rules,
                JsonSerializer.Serialize(new { groups = new[] { new { name = "dashboard", rules = expressions.Select((expression, i) => new { record = $"panel:{i}", expr = expression }) } } }),
                Cancel);
            var (exitCode, output) = await RunAsync($"check rules {rules}");

            Assert.True(exitCode == 0, output);
            Assert.Contains($"{expressions.Count} rules found", output, StringComparison.Ordinal);
            Assert.True(expressions.Count > 40);
        }
        finally
        {
            File.Delete(rules);
        }
    }

    /// <summary>Runs promtool in the folder of the alerts, or skips the test if it is missing.</summary>
    internal static async Task<(int ExitCode, string Output)> RunAsync(string arguments, string? input = null)
    {
        var program = new InstalledProgram("prometheus", "promtool");
        var path = await program.FindOrInstallAsync();
        Assert.SkipUnless(path is not null, $"promtool is not installed. Install it with: {program.InstallCommand}");
        using var process = Process.Start(new ProcessStartInfo(path!, arguments.Split(' '))
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"^\s+- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"alertname: (\w+)\s+exp_alerts:( \[\])?")]
    private static partial Regex AlertTest();
}
