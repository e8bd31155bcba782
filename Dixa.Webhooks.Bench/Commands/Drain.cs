using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Drain() : Scenario("drain", "Delivers a stored backlog, compared with a bare HttpClient loop.")
{
    private readonly Option<int> _deliveries = NumberOption.One("--deliveries", "The number of stored deliveries.", 50_000, 1, 10_000_000);
    private readonly Option<int[]> _webhooks = NumberOption.Several("--webhooks", "The number of webhooks; one run for each value.", [1, 100], 1, 10_000);

    public override IEnumerable<Option> Options => [_deliveries, _webhooks, StoreOptions.Postgres, StoreOptions.Processes];

    public override string? Error(ParseResult parsed)
    {
        var deliveries = Value(parsed, _deliveries);
        return Value(parsed, _webhooks).FirstOrDefault(webhooks => deliveries % webhooks != 0) is > 0 and var wrong
            ? string.Create(CultureInfo.InvariantCulture, $"--deliveries is {deliveries}. It must be a multiple of --webhooks, which is {wrong}.")
            : StoreOptions.Error(Value(parsed, StoreOptions.Postgres), Value(parsed, StoreOptions.Processes));
    }

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        run = StoreOptions.Read(run, Value(parsed, StoreOptions.Postgres), Value(parsed, StoreOptions.Processes));
        foreach (var webhooks in Value(parsed, _webhooks))
        {
            yield return await DrainScenario.RunAsync(run, Value(parsed, _deliveries), webhooks, cancel);
        }
    }
}
