using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Peer;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class PeerComparison() : Scenario("peer", "From publishing to the last arrival, compared with BullMQ. Needs node, npm and redis-server, and installs packages from npm.")
{
    private readonly Option<int> _events = NumberOption.One("--events", $"The number of events, a multiple of {PeerScenario.ArrayLength}.", 50_000, PeerScenario.ArrayLength, 10_000_000);
    private readonly Option<int> _workers = NumberOption.One("--workers", "The number of BullMQ's worker processes.", 1, 1, 64);
    private readonly Option<int> _concurrency = NumberOption.One("--concurrency", "The number of requests in flight of each worker.", 50, 1, 1_000);

    private readonly Option<string> _fsync = new("--redis-fsync")
    {
        Description = "When Redis syncs its append-only file: everysec or always.",
        DefaultValueFactory = _ => "everysec",
        Validators =
        {
            option =>
            {
                if (option.GetValueOrDefault<string>() is var value && value is not ("everysec" or "always"))
                {
                    option.AddError($"--redis-fsync is \"{value}\". It must be everysec or always.");
                }
            },
        },
    };

    public override IEnumerable<Option> Options => [_events, _workers, _concurrency, _fsync];

    public override string? Error(ParseResult parsed) => Value(parsed, _events) is var events && events % PeerScenario.ArrayLength != 0
        ? string.Create(CultureInfo.InvariantCulture, $"--events is {events}. It must be a multiple of {PeerScenario.ArrayLength}.")
        : null;

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var options = new PeerOptions(Value(parsed, _workers), Value(parsed, _concurrency), Value(parsed, _fsync));
        foreach (var measured in await PeerScenario.RunAsync(run, Value(parsed, _events), options, cancel))
        {
            yield return measured;
        }
    }
}
