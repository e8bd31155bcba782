using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Erasure() : Scenario("erasure", "Erasing a person from a long history.")
{
    private readonly Option<int> _events = NumberOption.One("--events", "The number of events.", 1_000_000, 1_000, 10_000_000);

    public override IEnumerable<Option> Options => [_events, StoreOptions.Postgres];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await ErasureScenario.RunAsync(run with { Postgres = Value(parsed, StoreOptions.Postgres) }, Value(run, parsed, _events, quick: 2_000), cancel))
        {
            yield return measured;
        }
    }
}
