using System.Globalization;
using Dixa.Webhooks.Admin.Recovery;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Recovery;

/// <summary>The display texts of what a webhook missed.</summary>
internal static class MissedText
{
    public static string Deliveries(int count) => Count(count, "delivery", "deliveries");

    public static string Events(int count) => Count(count, "event", "events");

    /// <summary>Both, for a button or a message: "45 deliveries and 128 events".</summary>
    public static string Both(int deliveries, int events) => (deliveries, events) switch
    {
        (0, _) => Events(events),
        (_, 0) => Deliveries(deliveries),
        _ => $"{Deliveries(deliveries)} and {Events(events)}",
    };

    public static string All(MissedByWebhook missed) => Both(missed.Cancelled.Count + missed.Failed.Count, missed.Events ?? 0);

    private static string Count(int count, string one, string many) => string.Create(
        CultureInfo.InvariantCulture, $"{count:N0}{(count >= MissedDeliveries.MaxCount ? " or more" : "")} {(count == 1 ? one : many)}");
}
