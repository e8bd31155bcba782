using System.Diagnostics;
using System.Globalization;
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
    public async Task A_drain_is_compared_with_one_over_a_history_and_with_one_on_a_slow_disk()
    {
        await RequireAsync(new InstalledProgram("gcc", "cc"));

        var measurements = await MeasureAsync("drain", "--deliveries", "200", "--webhooks", "2", "--history", "1000", "--sync-delay", "1", "--quick");

        Assert.Equal(["drain 200, 2 webhooks", "drain 200, 2 webhooks, over 1,000 final deliveries", "drain 200, 2 webhooks, each sync 1 ms or longer"], Names(measurements));
        Assert.Equal([0.9, 0.7], measurements.Skip(1).Select(Least));
        Assert.All(measurements, measurement => Assert.StartsWith("all delivered exactly once", Note(measurement)));
        Assert.All(measurements.Skip(1), measurement => Assert.Equal(measurements[0].GetProperty("value").GetDouble(), measurement.GetProperty("ceiling").GetDouble()));
    }

    [Fact]
    public async Task A_drain_is_compared_with_one_while_metrics_are_read()
    {
        var measurements = await MeasureAsync("drain", "--deliveries", "200", "--webhooks", "2", "--metrics", "--quick");

        Assert.Equal(["drain 200, 2 webhooks", "drain 200, 2 webhooks, with metrics"], Names(measurements));
        Assert.Equal(0.98, Least(measurements[1]));
        Assert.Matches("all delivered exactly once; scrapes p50 [0-9.]+, p95 [0-9.]+, p99 [0-9.]+, max [0-9.]+ ms of [0-9]+;", Note(measurements[1]));
    }

    [Fact]
    public async Task On_PostgreSQL_a_drain_is_compared_with_one_over_a_history_and_with_one_during_a_transaction()
    {
        var server = await (await SharedPostgres.Server).CreateDatabaseAsync();

        var measurements = await MeasureAsync(
            "drain", "--deliveries", "200", "--webhooks", "2", "--history", "1000", "--open-transaction", "--postgres", server, "--quick");

        Assert.Equal(
            ["drain 200, 2 webhooks, PostgreSQL", "drain 200, 2 webhooks, PostgreSQL, over 1,000 final deliveries", "drain 200, 2 webhooks, PostgreSQL, with an open transaction"],
            Names(measurements));
        Assert.Equal([0.9, 0.8], measurements.Skip(1).Select(Least));
        Assert.All(measurements, measurement => Assert.StartsWith("all delivered exactly once", Note(measurement)));
    }

    [Fact]
    public async Task On_PostgreSQL_the_same_is_read_as_on_SQLite()
    {
        var server = await (await SharedPostgres.Server).CreateDatabaseAsync();

        var measurements = await MeasureAsync("reads", "--deliveries", "1000", "--times", "1", "--postgres", server, "--quick");

        Assert.Contains("reads over 1,000 deliveries, PostgreSQL, API listWebhooks, p95", Names(measurements));
        Assert.Equal("≤ 10", measurements.Single(measurement => measurement.GetProperty("scenario").GetString()!.EndsWith(", scrape of the metrics, p95", StringComparison.Ordinal)).GetProperty("bar").GetString());
        Assert.All(measurements.SkipLast(1), measurement =>
            Assert.Equal(BarOf(measurement.GetProperty("scenario").GetString()!), measurement.GetProperty("bar").GetString()));
        var filters = measurements.Where(measurement => Note(measurement).Contains(" of 87 filters miss the bar", StringComparison.Ordinal)).ToList();
        Assert.Equal(["busy", "quiet", "disabled"], filters.Select(measurement => DeliveriesOf().Match(measurement.GetProperty("scenario").GetString()!).Groups[1].Value));

        static string BarOf(string scenario) =>
            scenario.Contains(" missed, p95", StringComparison.Ordinal) ? "≤ 300" : scenario.Contains("address and failed deliveries", StringComparison.Ordinal) ? "≤ 1,100" : "≤ 50";
    }

    [Fact]
    public async Task Open_pages_are_updated_and_their_memory_is_measured()
    {
        var measurements = await MeasureAsync("pages", "--pages", "2", "--rate", "100", "--seconds", "2", "--settle", "0", "--wait", "0", "--quick");

        Assert.Equal(
            ["pages 2 open, 100 deliveries/s, memory for each", "pages 2 open, 100 deliveries/s, CPU", "pages 2 open, 100 deliveries/s, memory 0 s after closing"],
            Names(measurements));
        Assert.Matches("[1-9][0-9]* to [0-9]+ updates of each page", Note(measurements[1]));
        Assert.Equal("ratio ≤ 1.1", measurements[2].GetProperty("bar").GetString());
    }

    // A complete run installs packages from the npm registry, and tests call nothing outside the machine.
    [Fact]
    public async Task Without_its_programs_the_comparison_with_a_queue_of_BullMQ_says_which_one_is_missing()
    {
        var (exitCode, output) = await RunAsync(["peer", "--events", "200", "--quick"], path: _figures);

        Assert.NotEqual(0, exitCode);
        Assert.Matches("peer needs (redis-server|node|npm)\\. Install ", output);
    }

    [Fact]
    public async Task All_runs_every_scenario_once()
    {
        var (_, help) = await RunAsync("--help");
        var (exitCode, output) = await RunAsync("all", "--deliveries", "1000", "--seconds", "1", "--settle", "0", "--times", "1", "--to-the-end", "--quick", "--json", _figures);

        Assert.True(exitCode == 0, output);
        string[] scenarios = [.. ScenarioNames().Matches(help).Select(match => match.Groups[1].Value).Where(name => name is not ("all" or "pages" or "peer"))];
        Assert.Superset(new HashSet<string>(["drain", "ingest", "latency", "isolation", "abuse", "memory", "idle", "reads", "retention", "erasure"]), scenarios.ToHashSet());
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
    [InlineData("--sync-delay is for SQLite only. Leave out --postgres.", "drain", "--sync-delay", "4", "--postgres", "Host=127.0.0.1")]
    [InlineData("--open-transaction requires --postgres.", "drain", "--open-transaction")]
    [InlineData("--rate is 30. It must be a multiple of 25.", "pages", "--rate", "30")]
    [InlineData("--events is 150. It must be a multiple of 100.", "peer", "--events", "150")]
    [InlineData("--redis-fsync is \"no\". It must be everysec or always.", "peer", "--redis-fsync", "no")]
    [InlineData("--baseline: file nowhere.json does not exist. It must be a file that --json wrote.", "idle", "--baseline", "nowhere.json")]
    [InlineData("--app: file nowhere.dll does not exist. It must be the path of a built Dixa.Webhooks.Admin.dll.", "idle", "--app", "nowhere.dll")]
    public async Task An_invalid_option_is_reported_with_the_allowed_values(string message, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(message, output);
    }

    public void Dispose() => File.Delete(_figures);

    /// <summary>Skips the test if one of the programs is missing and cannot be installed.</summary>
    private static async Task RequireAsync(params IReadOnlyList<InstalledProgram> programs)
    {
        foreach (var program in programs)
        {
            Assert.SkipUnless(await program.FindOrInstallAsync() is not null, $"{program.Names[0]} is not installed. Install it with: {program.InstallCommand}");
        }
    }

    /// <summary>Runs the program, which must not fail, and returns what it measured.</summary>
    private async Task<IReadOnlyList<JsonElement>> MeasureAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync([.. arguments, "--json", _figures]);
        Assert.True(exitCode == 0, output);
        return [.. JsonDocument.Parse(await File.ReadAllTextAsync(_figures, Cancel)).RootElement.GetProperty("measurements").EnumerateArray()];
    }

    private static IEnumerable<string?> Names(IEnumerable<JsonElement> measurements) => measurements.Select(measurement => measurement.GetProperty("scenario").GetString());

    private static string Note(JsonElement measurement) => measurement.GetProperty("note").GetString()!;

    /// <summary>The least ratio that the bar allows.</summary>
    private static double Least(JsonElement measurement) =>
        double.Parse(measurement.GetProperty("bar").GetString()!["ratio ≥ ".Length..], CultureInfo.InvariantCulture);

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(arguments, path: null);

    /// <summary>Runs the program, with <paramref name="path"/> as the only folder of other programs.</summary>
    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, string? path)
    {
        var start = new ProcessStartInfo(
            DotnetHost.Path,
            ["exec", Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

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

    [GeneratedRegex("deliveries of the ([a-z]+) webhook")]
    private static partial Regex DeliveriesOf();

    [GeneratedRegex(@"^  ([a-z][a-z-]*)  ", RegexOptions.Multiline)]
    private static partial Regex ScenarioNames();

    [GeneratedRegex("^Measuring ([a-z-]+) …", RegexOptions.Multiline)]
    private static partial Regex MeasuredNames();
}
