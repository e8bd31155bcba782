using System.CommandLine;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Backup() : Scenario("backup", "Events accepted per second while backups are made, compared with the time without one.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "The number of deliveries in the store.", 3_000_000, 1_000, 10_000_000);
    private readonly Option<int> _rate = NumberOption.One("--rate", "The number of events published per second, if the machine can.", 5_000, 100, 100_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of each measurement in seconds.", 30, 1, 3_600);

    public override IEnumerable<Option> Options => [_deliveries, _rate, _seconds];

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var measured in await BackupScenario.RunAsync(run, Value(run, parsed, _deliveries, quick: 2_000), Value(run, parsed, _rate, quick: 100), Value(run, parsed, _seconds, quick: 1), cancel))
        {
            yield return measured;
        }
    }
}
