using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Isolation() : Scenario("isolation", "The latency of healthy endpoints while half of all endpoints hang until the timeout, and while a long history of another one is resent.")
{
    private readonly Option<int> _webhooks = NumberOption.One("--webhooks", "The number of webhooks; half of them hang.", 100, 2, 1_000);
    private readonly Option<int> _rate = NumberOption.One("--rate", "Events per second for each webhook.", 5, 1, 100);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of the measurement in seconds, after 15 s in which the hung lanes fill.", 20, 1, 3_600);

    private readonly Option<int> _resends = NumberOption.One("--resends", "The number of deliveries of one more webhook that are resent in another run; 0 leaves that run out.", 100_000, 0, 500_000);

    public override IEnumerable<Option> Options => [_webhooks, _rate, _seconds, _resends];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measurement in await IsolationScenario.RunAsync(
            run, Value(run, parsed, _webhooks, quick: 10), Value(parsed, _rate), Value(parsed, _seconds), Value(run, parsed, _resends, quick: 1_000), cancel))
        {
            yield return measurement;
        }
    }
}
