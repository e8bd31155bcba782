using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Memory() : Scenario("memory", "The most that the application keeps in memory while it works a long backlog off.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "How many deliveries wait in the store.", 1_000_000, 1, 10_000_000);
    private readonly Option<int> _webhooks = NumberOption.One("--webhooks", "How many webhooks they go to.", 100, 1, 10_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "How long it is watched.", 45, 1, 3_600);
    private readonly Option<bool> _toTheEnd = new("--to-the-end") { Description = "Watches until everything is delivered, however long that takes." };

    public override IEnumerable<Option> Options => [_deliveries, _webhooks, _seconds, _toTheEnd];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await MemoryScenario.RunAsync(
            run, Value(parsed, _deliveries), Value(parsed, _webhooks), Value(parsed, _seconds), Value(parsed, _toTheEnd), cancel);
    }
}
