using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.History;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Reads() : Scenario("reads", "The duration of the queries of the screens and the REST API on a long history.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "The number of deliveries.", 1_000_000, 1_000, 10_000_000);
    private readonly Option<int> _webhooks = NumberOption.One("--webhooks", "The number of webhooks.", 1_000, ReadsHistory.MinWebhooks, 10_000);
    private readonly Option<int> _times = NumberOption.One("--times", "How often each query is run.", 50, 1, 10_000);

    public override IEnumerable<Option> Options => [_deliveries, _webhooks, _times, StoreOptions.Postgres];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        run = StoreOptions.Read(run, Value(parsed, StoreOptions.Postgres), processes: 1);
        await foreach (var measured in ReadsScenario.RunAsync(run, Value(parsed, _deliveries), Value(run, parsed, _webhooks, quick: ReadsHistory.MinWebhooks), Value(parsed, _times), cancel))
        {
            yield return measured;
        }
    }
}
