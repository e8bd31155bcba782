using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Idle() : Scenario("idle", "What the application writes and computes when it has nothing to do.")
{
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "How long it is watched.", 60, 1, 3_600);

    public override IEnumerable<Option> Options => [_seconds];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await IdleScenario.RunAsync(run, Value(parsed, _seconds), cancel))
        {
            yield return measured;
        }
    }
}
