using System.CommandLine;
using Dixa.Webhooks.Bench.Reporting;

namespace Dixa.Webhooks.Bench.Commands;

/// <summary>Runs scenarios. Writes figures to the standard output and progress to the standard error stream.</summary>
internal static class ScenarioCommand
{
    private const int BarMissed = 1;
    private const int NoFigure = 2;

    public static Command Of(Scenario scenario) => Create(scenario.Name, scenario.Description, scenario.Options, [scenario]);

    public static Command OfAll(IReadOnlyList<Scenario> scenarios) => Create("all", "Every scenario except pages and peer, which take long or need other programs, with defaults unless an option is set.", SharedOptions.OfAll, scenarios);

    private static Command Create(string name, string description, IEnumerable<Option> options, IReadOnlyList<Scenario> scenarios)
    {
        var command = new Command(name, description);
        foreach (var option in options.Concat(SharedOptions.All))
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancel) => Interruptible.RunAsync(() => RunAsync(scenarios, parsed, cancel)));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<Scenario> scenarios, ParseResult parsed, CancellationToken cancel)
    {
        foreach (var error in scenarios.Select(scenario => scenario.Error(parsed)).OfType<string>())
        {
            await Console.Error.WriteLineAsync(error);
            return NoFigure;
        }

        Baseline? baseline;
        try
        {
            baseline = parsed.GetValue(SharedOptions.Baseline) is { } earlier ? Baseline.Read(earlier) : null;
        }
        catch (BenchException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return NoFigure;
        }

        var report = new Report(await Machine.LookAsync(cancel), baseline);
        foreach (var scenario in scenarios)
        {
            await RunAsync(scenario, parsed, report, cancel);
        }

        report.Write(Console.Out);
        if (parsed.GetValue(SharedOptions.Json) is { } file)
        {
            report.WriteJson(file);
        }

        return report.Failed ? NoFigure : parsed.GetValue(SharedOptions.Check) && report.BarMissed ? BarMissed : 0;
    }

    private static async Task RunAsync(Scenario scenario, ParseResult parsed, Report report, CancellationToken cancel)
    {
        try
        {
            await Console.Error.WriteLineAsync($"Measuring {scenario.Name} …");
            await foreach (var measured in scenario.MeasureAsync(SharedOptions.Read(parsed), parsed, cancel))
            {
                report.Add(measured);
            }
        }
        catch (BenchException failure) when (!cancel.IsCancellationRequested)
        {
            report.Fail($"{scenario.Name}: {failure.Message}");
        }
        catch (BenchException)
        {
            // A companion process received Ctrl+C first.
            cancel.ThrowIfCancellationRequested();
        }
    }
}
