using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Ingest() : Scenario("ingest", "Events accepted per second, compared with a minimal server that stores nothing.")
{
    private const double ArrayBar = 20_000;
    private const double ArrayBarOnPostgres = 8_000;
    private const double SingleBar = 4_000;
    private const double SingleBarWithWebhook = 10_000;

    private readonly Option<int> _connections = NumberOption.One("--connections", "The number of connections that publish single events.", 64, 1, 1_000);
    private readonly Option<int> _arrayConnections = NumberOption.One("--array-connections", "The number of connections that publish arrays.", 8, 1, 1_000);
    private readonly Option<int> _arrayLength = NumberOption.One("--array-length", "The number of events in each array.", 100, 2, 1_000);
    private readonly Option<int[]> _webhooks = NumberOption.Several("--webhooks", "The number of subscribed webhooks; one run for each value.", [0, 1], 0, 100);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of each measurement in seconds.", 10, 1, 3_600);

    public override IEnumerable<Option> Options => [_connections, _arrayConnections, _arrayLength, _webhooks, _seconds, StoreOptions.Postgres, StoreOptions.Processes];

    public override string? Error(ParseResult parsed) => StoreOptions.Error(Value(parsed, StoreOptions.Postgres), Value(parsed, StoreOptions.Processes));

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        run = StoreOptions.Read(run, Value(parsed, StoreOptions.Postgres), Value(parsed, StoreOptions.Processes));
        var (arrays, length, singles) = (Value(parsed, _arrayConnections), Value(parsed, _arrayLength), Value(parsed, _connections));
        IngestShape[] shapes =
        [
            new($"arrays of {length} from {arrays} connections", length, arrays, [run.Postgres is null ? ArrayBar : ArrayBarOnPostgres]),
            new($"one by one from {singles} connections", 1, singles, run.Postgres is null ? [SingleBar, SingleBarWithWebhook] : []),
        ];
        foreach (var webhooks in Value(run, parsed, _webhooks, quick: [1]))
        {
            foreach (var shape in shapes)
            {
                yield return await IngestScenario.RunAsync(run, shape, webhooks, Value(parsed, _seconds), cancel);
            }
        }
    }
}
