using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Bench.Reporting;
using Dixa.Webhooks.Bench.Scenarios;

namespace Dixa.Webhooks.Bench.Commands;

internal sealed class Pages() : Scenario("pages", "The memory and CPU time of open overview pages under load, and the memory after they are closed.")
{
    private readonly Option<int> _pages = NumberOption.One("--pages", "The number of open pages.", 50, 1, 1_000);
    private readonly Option<int> _rate = NumberOption.One("--rate", $"Deliveries per second, a multiple of {PagesScenario.Webhooks}.", 500, PagesScenario.Webhooks, 100_000);
    private readonly Option<int> _seconds = NumberOption.One("--seconds", "The duration of each load in seconds.", 30, 1, 3_600);
    private readonly Option<int> _settle = NumberOption.One("--settle", "The idle time before memory is read in seconds.", 30, 0, 3_600);
    private readonly Option<int> _wait = NumberOption.One("--wait", "The idle time after the pages are closed in seconds.", 300, 0, 3_600);

    public override IEnumerable<Option> Options => [_pages, _rate, _seconds, _settle, _wait];

    public override string? Error(ParseResult parsed) => Value(parsed, _rate) is var rate && rate % PagesScenario.Webhooks != 0
        ? string.Create(CultureInfo.InvariantCulture, $"--rate is {rate}. It must be a multiple of {PagesScenario.Webhooks}.")
        : null;

    public override async IAsyncEnumerable<Measurement> MeasureAsync(RunOptions run, ParseResult parsed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var times = new PagesTimes(Value(parsed, _seconds), Value(parsed, _settle), Value(parsed, _wait));
        foreach (var measured in await PagesScenario.RunAsync(run, Value(parsed, _pages), Value(parsed, _rate), times, cancel))
        {
            yield return measured;
        }
    }
}
