using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Flood() : Scenario("flood", "How long publishing one event takes while strangers try to sign in as fast as they are answered.")
{
    private readonly Option<int> _connections = NumberOption.One("--connections", "How many connections try to sign in.", 40, 1, 1_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "How long each case is measured.", 15, 1, 3_600);

    public override IEnumerable<Option> Options => [_connections, _seconds];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await FloodScenario.RunAsync(run, Value(parsed, _connections), Value(parsed, _seconds), cancel))
        {
            yield return measured;
        }
    }
}
