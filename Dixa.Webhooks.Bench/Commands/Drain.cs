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
    private readonly Option<int> _history = NumberOption.Optional("--history", "Also drains over this many final deliveries, compared with the drain without them.", 1, 10_000_000);

    private readonly Option<int> _syncDelay = NumberOption.Optional(
        "--sync-delay", "Also drains while each sync of a file takes at least this many milliseconds, compared with the drain without it. Only with SQLite; needs a C compiler.", 1, 1_000);

    private readonly Option<bool> _openTransaction = new("--open-transaction")
    {
        Description = "Also drains while a transaction stays open, as during pg_dump, compared with the drain without it. Only with --postgres.",
    };

    private readonly Option<bool> _metrics = new("--metrics")
    {
        Description = "Also drains while metrics are collected and read once a second, compared with the drain without it.",
    };

    public override IEnumerable<Option> Options => [_deliveries, _webhooks, _history, _syncDelay, _openTransaction, _metrics, StoreOptions.Postgres, StoreOptions.Processes];

    public override string? Error(ParseResult parsed)
    {
        var (deliveries, postgres) = (Value(parsed, _deliveries), Value(parsed, StoreOptions.Postgres));
        if (Value(parsed, _webhooks).FirstOrDefault(webhooks => deliveries % webhooks != 0) is > 0 and var wrong)
        {
            return string.Create(CultureInfo.InvariantCulture, $"--deliveries is {deliveries}. It must be a multiple of --webhooks, which is {wrong}.");
        }

        if (Value(parsed, _syncDelay) > 0 && !string.IsNullOrEmpty(postgres))
        {
            return "--sync-delay is for SQLite only. Leave out --postgres.";
        }

        return Value(parsed, _openTransaction) && string.IsNullOrEmpty(postgres)
            ? "--open-transaction requires --postgres."
            : StoreOptions.Error(postgres, Value(parsed, StoreOptions.Processes));
    }

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        run = StoreOptions.Read(run, Value(parsed, StoreOptions.Postgres), Value(parsed, StoreOptions.Processes));
        DrainCondition[] conditions = [.. Conditions(parsed)];
        foreach (var webhooks in Value(run, parsed, _webhooks, quick: [2]))
        {
            foreach (var measured in await DrainScenario.RunAsync(run, Value(parsed, _deliveries), webhooks, conditions, cancel))
            {
                yield return measured;
            }
        }
    }

    private IEnumerable<DrainCondition> Conditions(ParseResult parsed)
    {
        if (Value(parsed, _history) is > 0 and var history)
        {
            yield return DrainCondition.LongHistory(history);
        }

        if (Value(parsed, _syncDelay) is > 0 and var delay)
        {
            yield return DrainCondition.SlowSync(delay);
        }

        if (Value(parsed, _openTransaction))
        {
            yield return DrainCondition.OpenTransaction;
        }

        if (Value(parsed, _metrics))
        {
            yield return DrainCondition.Scraped;
        }
    }
}
