using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Latency() : Scenario("latency", "From an event's scheduled publish time to its arrival, compared with a bare relay.")
{
    private readonly Option<int[]> _rate = NumberOption.Several("--rate", "Events per second; one run for each value.", [200, 1000], 1, 100_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of each measurement in seconds.", 20, 1, 3_600);
    private readonly Option<int> _connections = NumberOption.One("--connections", "The max number of publishing connections.", 64, 1, 1_000);

    public override IEnumerable<Option> Options => [_rate, _seconds, _connections];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var rate in Value(run, parsed, _rate, quick: [200]))
        {
            foreach (var measured in await LatencyScenario.RunAsync(run, rate, Value(parsed, _seconds), Value(parsed, _connections), cancel))
            {
                yield return measured;
            }
        }
    }
}
