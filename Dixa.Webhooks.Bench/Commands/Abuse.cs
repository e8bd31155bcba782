using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Abuse() : Scenario("abuse", "How long publishing one event takes during a flood of sign-in attempts.")
{
    private readonly Option<int> _connections = NumberOption.One("--connections", "The number of connections that try to sign in.", 40, 1, 1_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of each measurement in seconds.", 15, 1, 3_600);

    public override IEnumerable<Option> Options => [_connections, _seconds];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await AbuseScenario.RunAsync(run, Value(parsed, _connections), Value(parsed, _seconds), cancel))
        {
            yield return measured;
        }
    }
}
