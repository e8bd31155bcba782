using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Retention() : Scenario("retention", "Purging a long history: alone, during a drain, and during a steady load.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "The number of old deliveries.", 3_000_000, 1_000, 10_000_000);
    private readonly Option<int> _backlog = NumberOption.One("--backlog", "The number of due deliveries for the drain.", 50_000, 100, 1_000_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of the steady load in seconds.", 20, 1, 3_600);

    public override IEnumerable<Option> Options => [_deliveries, _backlog, _seconds, StoreOptions.Postgres];

    public override IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, CancellationToken cancel) => RetentionScenario.RunAsync(
        run with { Postgres = Value(parsed, StoreOptions.Postgres) },
        Value(run, parsed, _deliveries, quick: 2_000),
        Value(run, parsed, _backlog, quick: 200),
        Value(run, parsed, _seconds, quick: 1),
        cancel);
}
