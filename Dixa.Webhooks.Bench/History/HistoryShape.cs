using System.Globalization;

namespace Dixa.Webhooks.Bench.History;

/// <summary>
/// The deliveries of a history, oldest first. The texts are SQL expressions for both databases, of the delivery's number <c>i</c> from 1 and,
/// in <paramref name="State"/>, of its webhook's number <c>webhook</c>.
/// </summary>
/// <param name="Deliveries">The number of deliveries.</param>
/// <param name="PerEvent">The number of deliveries of each event.</param>
/// <param name="Webhook">The number of the webhook, from 0.</param>
/// <param name="State">The state.</param>
/// <param name="EventType">The event type's wire name. Deliveries of one event have the same.</param>
internal sealed record HistoryShape(int Deliveries, int PerEvent, string Webhook, string State, string EventType)
{
    /// <summary>Of a thousand deliveries, five failed after five attempts. The others succeeded at once.</summary>
    public const string Final = "CASE WHEN i % 200 = 7 THEN 2 ELSE 1 END";

    public int Events => (Deliveries + PerEvent - 1) / PerEvent;

    /// <summary>Final deliveries, each event to every webhook.</summary>
    public static HistoryShape Even(int deliveries, int webhooks, string eventType) => new(
        deliveries, Math.Min(webhooks, deliveries), string.Create(CultureInfo.InvariantCulture, $"i % {webhooks}"), Final, $"'{eventType}'");
}
