using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Memory() : Scenario("memory", "The application's peak memory while it delivers a long backlog.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "The number of stored deliveries.", 1_000_000, 1, 10_000_000);
    private readonly Option<int> _webhooks = NumberOption.One("--webhooks", "The number of webhooks.", 100, 1, 10_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of the measurement in seconds.", 45, 1, 3_600);
    private readonly Option<bool> _toTheEnd = new("--to-the-end") { Description = "Measures until everything is delivered, however long it takes." };

    public override IEnumerable<Option> Options => [_deliveries, _webhooks, _seconds, _toTheEnd];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await MemoryScenario.RunAsync(
            run, Value(parsed, _deliveries), Value(run, parsed, _webhooks, quick: 10), Value(parsed, _seconds), Value(parsed, _toTheEnd), cancel);
    }
}
