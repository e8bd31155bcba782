using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Idle() : Scenario("idle", "What the application writes and computes when it has nothing to do.")
{
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "How long it is watched.", 60, 1, 3_600);

    // What happens once a second is compiled for good after thirty times, which is work too and not idling.
    private readonly Option<int> _settle = NumberOption.One("--settle", "How long it is left alone first.", 45, 0, 3_600);

    public override IEnumerable<Option> Options => [_seconds, _settle];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await IdleScenario.RunAsync(run, Value(parsed, _settle), Value(parsed, _seconds), cancel))
        {
            yield return measured;
        }
    }
}
