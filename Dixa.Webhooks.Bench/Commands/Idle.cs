using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Idle() : Scenario("idle", "What the application writes and its CPU time when it is idle.")
{
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of the measurement in seconds.", 60, 1, 3_600);

    // Code that runs once per second is recompiled after thirty calls, which must not count as idle work.
    private readonly Option<int> _settle = NumberOption.One("--settle", "The wait before the measurement in seconds.", 45, 0, 3_600);

    public override IEnumerable<Option> Options => [_seconds, _settle];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await IdleScenario.RunAsync(run, Value(parsed, _settle), Value(parsed, _seconds), cancel))
        {
            yield return measured;
        }
    }
}
