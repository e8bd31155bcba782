using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Latency() : Scenario("latency", "From when an event was meant to be published to its arrival, beside a bare relay.")
{
    private readonly Option<int[]> _rate = NumberOption.Several("--rate", "Events a second, each number in a run of its own.", [200, 1000], 1, 100_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "How long each rate is measured.", 20, 1, 3_600);
    private readonly Option<int> _connections = NumberOption.One("--connections", "How many connections publish at most.", 64, 1, 1_000);

    public override IEnumerable<Option> Options => [_rate, _seconds, _connections];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var rate in Value(parsed, _rate))
        {
            yield return await LatencyScenario.RunAsync(run, rate, Value(parsed, _seconds), Value(parsed, _connections), cancel);
        }
    }
}
