using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Traffic;

namespace Dixa.Webhooks.Bench.History;

/// <summary>
/// What a busy installation has after a month: webhook 0 has most deliveries, webhook 1 has few between them, the next ones were disabled after
/// the first two days, and the others have none. The oldest deliveries of webhook 0 are still pending, because their endpoint failed.
/// </summary>
internal static class ReadsHistory
{
    public const int Busy = 0;
    public const int Quiet = 1;
    public const int Disabled = 2;

    /// <summary>The least number of webhooks.</summary>
    public const int MinWebhooks = Disabled + DisabledCount;

    private const int DisabledCount = 10;
    private const int QuietDeliveries = 20;

    /// <summary>A tenth of the deliveries has this type, and none of them failed.</summary>
    public static EventType NeverFailed => BenchEvents.Others[0];

    /// <summary>A few of the oldest deliveries have this type.</summary>
    public static EventType Rare => BenchEvents.Others[1];

    public static IEnumerable<BenchWebhook> Webhooks(int count)
    {
        var endpoint = new Uri("http://127.0.0.1:9/");
        return Enumerable.Range(0, count).Select(number => number switch
        {
            Busy => new BenchWebhook(new Uri(endpoint, $"/{number}"), BenchEvents.Type, NeverFailed, Rare),
            Quiet => new BenchWebhook(new Uri(endpoint, $"/{number}"), BenchEvents.Type, NeverFailed),
            < MinWebhooks => new BenchWebhook(new Uri(endpoint, $"/{number}"), IsEnabled: false, BenchEvents.Type, Rare),
            _ => new BenchWebhook(new Uri(endpoint, $"/{number}"), BenchEvents.Others[number % BenchEvents.Others.Count]),
        });
    }

    public static HistoryShape Shape(int deliveries)
    {
        var twoDays = deliveries / 15;
        return new HistoryShape(
            deliveries,
            PerEvent: 1,
            Webhook: string.Create(
                CultureInfo.InvariantCulture,
                $"CASE WHEN i % {deliveries / QuietDeliveries} = 0 THEN {Quiet} WHEN i <= {twoDays} AND i % 10 = 3 THEN {Disabled} + (i / 10) % {DisabledCount} ELSE {Busy} END"),
            State: string.Create(
                CultureInfo.InvariantCulture,
                $"CASE WHEN webhook >= {Disabled} AND i > {twoDays * 9 / 10} THEN 3 WHEN webhook = {Busy} AND i <= {deliveries / 1000} THEN 0 ELSE {HistoryShape.Final} END"),
            EventType: string.Create(
                CultureInfo.InvariantCulture,
                $"CASE WHEN i % 10 = 9 THEN '{NeverFailed.Fqn}' WHEN i <= {twoDays} AND i % 50 = 5 THEN '{Rare.Fqn}' ELSE '{BenchEvents.Type.Fqn}' END"));
    }
}
