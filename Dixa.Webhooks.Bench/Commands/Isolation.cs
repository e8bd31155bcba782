using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Isolation() : Scenario("isolation", "The latency of healthy endpoints while half of all endpoints hang until the timeout.")
{
    private readonly Option<int> _webhooks = NumberOption.One("--webhooks", "The number of webhooks; half of them hang.", 100, 2, 1_000);
    private readonly Option<int> _rate = NumberOption.One("--rate", "Events per second for each webhook.", 5, 1, 100);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of the measurement in seconds, after 15 s in which the hung lanes fill.", 20, 1, 3_600);

    public override IEnumerable<Option> Options => [_webhooks, _rate, _seconds];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await IsolationScenario.RunAsync(run, Value(run, parsed, _webhooks, quick: 10), Value(parsed, _rate), Value(parsed, _seconds), cancel);
    }
}
