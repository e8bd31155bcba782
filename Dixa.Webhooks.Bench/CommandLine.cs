using System.CommandLine;
using System.Globalization;
using Dixa.Webhooks.Bench.Ceilings;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Receiving;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench;

/// <summary>The commands: one for each scenario, and hidden ones for the processes that a run consists of.</summary>
internal static class CommandLine
{
    public const string Receiver = "receiver";
    public const string HttpLoop = "http-loop";
    public const string Load = "load";

    private static readonly Option<string> App = new("--app")
    {
        Description = "The built application, Dixa.Webhooks.Admin.dll.",
        DefaultValueFactory = _ => AppLocation.Default(),
        Recursive = true,
    };

    private static readonly Option<int> Seed = Number("--seed", "Decides the event ids.", 1, 0, int.MaxValue);

    private static readonly Option<int> PayloadBytes =
        Number("--payload-bytes", "The length of each envelope as it is delivered.", 700, BenchEvents.SmallestPayload, 1_000_000);

    public static RootCommand Create()
    {
        var root = new RootCommand("Measures Dixa Webhooks, beside a ceiling measured in the same run.")
        {
            App,
            Seed,
            PayloadBytes,
            Drain(),
            Hidden(Receiver, ReceiverCommand.RunAsync),
            Hidden(HttpLoop, HttpLoopCommand.RunAsync),
        };
        (Seed.Recursive, PayloadBytes.Recursive) = (true, true);
        return root;
    }

    private static Command Drain()
    {
        var deliveries = Number("--deliveries", "How many deliveries wait in the store.", 50_000, 1, 10_000_000);
        var webhooks = Numbers("--webhooks", "How many webhooks they go to, each number a run of its own.", [1, 100], 1, 10_000);
        return Scenario("drain", "A backlog in the store, to empty.", [deliveries, webhooks], async (parsed, run, cancel) =>
        {
            var measurements = new List<Measurement>();
            foreach (var count in parsed.GetRequiredValue(webhooks))
            {
                measurements.Add(await DrainScenario.RunAsync(run, parsed.GetRequiredValue(deliveries), count, cancel));
            }

            return measurements;
        });
    }

    private static Command Scenario(
        string name, string description, IEnumerable<Option> options, Func<ParseResult, RunOptions, CancellationToken, Task<List<Measurement>>> measure)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancel) =>
        {
            var run = new RunOptions(parsed.GetRequiredValue(App), parsed.GetRequiredValue(Seed), parsed.GetRequiredValue(PayloadBytes));
            try
            {
                var measured = await measure(parsed, run, cancel);
                Console.WriteLine(Machine.Description);
                Table.Write(Console.Out, measured);
                return 0;
            }
            catch (BenchException failure)
            {
                await Console.Error.WriteLineAsync(failure.Message);
                return 2;
            }
        });
        return command;
    }

    private static Command Hidden(string name, Func<CancellationToken, Task<int>> run)
    {
        var command = new Command(name) { Hidden = true };
        command.SetAction((_, cancel) => run(cancel));
        return command;
    }

    private static Option<int> Number(string name, string description, int initial, int least, int most)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            DefaultValueFactory = _ => initial,
            CustomParser = result => Parse(name, result.Tokens[0].Value, least, most, result.AddError),
        };
        return option;
    }

    private static Option<int[]> Numbers(string name, string description, int[] initial, int least, int most) => new(name)
    {
        Description = $"{description} Several, parted by commas.",
        DefaultValueFactory = _ => initial,
        CustomParser = result => [.. result.Tokens[0].Value.Split(',').Select(text => Parse(name, text, least, most, result.AddError))],
    };

    private static int Parse(string name, string text, int least, int most, Action<string> refuse)
    {
        if (int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        refuse(string.Create(CultureInfo.InvariantCulture, $"{name} is \"{text}\"; allowed are whole numbers from {least:N0} to {most:N0}."));
        return least;
    }
}
