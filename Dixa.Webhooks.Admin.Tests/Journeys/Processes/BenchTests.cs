using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The benchmark program works. The figures that it measures here are meaningless.</summary>
public sealed partial class BenchTests : IDisposable
{
    private readonly string _figures = Path.GetTempFileName();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_backlog_drains_and_is_reported_as_delivered_exactly_once()
    {
        var (exitCode, output) = await RunAsync("drain", "--deliveries", "200", "--webhooks", "2", "--quick", "--json", _figures);

        Assert.True(exitCode == 0, output);
        Assert.Contains("| drain 200, 2 webhooks |", output);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(_figures, Cancel)).RootElement;
        Assert.Equal(0, report.GetProperty("failures").GetArrayLength());
        var drain = Assert.Single(report.GetProperty("measurements").EnumerateArray());
        Assert.StartsWith("all delivered exactly once", drain.GetProperty("note").GetString());
        Assert.True(drain.GetProperty("value").GetDouble() > 0);
        Assert.True(drain.GetProperty("ratio").GetDouble() > 0);
        Assert.Matches("CPU time for each [0-9]+ µs \\([0-9,]+ per core-second\\)", drain.GetProperty("note").GetString());
    }

    [Fact]
    public async Task All_runs_every_scenario_once()
    {
        var (_, help) = await RunAsync("--help");
        var (exitCode, output) = await RunAsync("all", "--deliveries", "1000", "--seconds", "1", "--settle", "0", "--times", "1", "--to-the-end", "--quick", "--json", _figures);

        Assert.True(exitCode == 0, output);
        string[] scenarios = [.. ScenarioNames().Matches(help).Select(match => match.Groups[1].Value).Where(name => name != "all")];
        Assert.Superset(new HashSet<string>(["drain", "ingest", "latency", "isolation", "memory", "idle", "reads"]), scenarios.ToHashSet());
        Assert.Equal(scenarios, MeasuredNames().Matches(output).Select(match => match.Groups[1].Value));
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(_figures, Cancel)).RootElement;
        Assert.Equal(0, report.GetProperty("failures").GetArrayLength());
        var measurements = report.GetProperty("measurements").EnumerateArray().ToList();
        Assert.True(measurements.Count >= scenarios.Length);
        var abuse = measurements.Where(measurement => measurement.GetProperty("scenario").GetString()!.StartsWith("abuse", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, abuse.Count);
        Assert.All(abuse, measurement => Assert.True(measurement.GetProperty("value").GetDouble() > 0));
        Assert.Matches("attempts/s, responses 200: [0-9]+", abuse[1].GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_run_is_compared_with_an_earlier_one()
    {
        await File.WriteAllTextAsync(_figures, """{"measurements":[{"scenario":"idle for 1 s, 0 s after the start, 0 webhooks, CPU","value":50,"unit":"% of a core"}]}""", Cancel);

        var (exitCode, output) = await RunAsync("idle", "--seconds", "1", "--settle", "0", "--quick", "--baseline", _figures);

        Assert.True(exitCode == 0, output);
        Assert.Contains("| change (figure / ratio) |", output, StringComparison.Ordinal);
        Assert.Matches(@"\| idle[^\n]*\| [+-]?[0-9]+ % +\|", output);
    }

    [Fact]
    public async Task A_baseline_that_is_not_a_report_is_refused()
    {
        await File.WriteAllTextAsync(_figures, "[]", Cancel);

        var (exitCode, output) = await RunAsync("idle", "--baseline", _figures);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"--baseline: {_figures} is not a report. It must be a file that --json wrote.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--deliveries is \"1\". It must be a whole number from 1000 to 10000000.", "all", "--deliveries", "1")]
    [InlineData("--deliveries is \"many\". It must be a whole number from 1 to 10000000.", "drain", "--deliveries", "many")]
    [InlineData("--deliveries is 10. It must be a multiple of --webhooks, which is 3.", "drain", "--deliveries", "10", "--webhooks", "2,3")]
    [InlineData("--processes is 2. It must be 1 with SQLite", "drain", "--processes", "2")]
    [InlineData("--postgres: ", "ingest", "--postgres", "nonsense")]
    [InlineData("--baseline: file nowhere.json does not exist. It must be a file that --json wrote.", "idle", "--baseline", "nowhere.json")]
    [InlineData("--app: file nowhere.dll does not exist. It must be the path of a built Dixa.Webhooks.Admin.dll.", "idle", "--app", "nowhere.dll")]
    public async Task An_invalid_option_is_reported_with_the_allowed_values(string message, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, output);
    }

    public void Dispose() => File.Delete(_figures);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            DotnetHost.Path,
            ["exec", Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bench = Process.Start(start)!;
        var (output, errors) = (bench.StandardOutput.ReadToEndAsync(Cancel), bench.StandardError.ReadToEndAsync(Cancel));
        await bench.WaitForExitAsync(Cancel);
        return (bench.ExitCode, await output + await errors);
    }

    /// <summary>The benchmark program, built with these tests in the same configuration.</summary>
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "Dixa.Webhooks.Bench", "bin", output.Parent!.Name, output.Name, "Dixa.Webhooks.Bench.dll");
    }

    [GeneratedRegex(@"^  ([a-z][a-z-]*)  ", RegexOptions.Multiline)]
    private static partial Regex ScenarioNames();

    [GeneratedRegex("^Measuring ([a-z-]+) …", RegexOptions.Multiline)]
    private static partial Regex MeasuredNames();
}
