using System.Globalization;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The words of the confirmation of a bulk action on deliveries.</summary>
internal static class DeliveryActionText
{
    public const string Forbidden = "Only administrators can resend or cancel deliveries. Nothing was changed.";

    public static string TooMany { get; } =
        string.Create(CultureInfo.InvariantCulture, $"More than {BulkDeliveryPolicy.MaxDeliveries:N0} deliveries match. Narrow the search or the time, and do it in parts.");

    public static string Deliveries(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "delivery" : "deliveries")}");

    /// <summary>Continues a sentence that begins with the count.</summary>
    public static string Outcome(BulkActionKind kind, int count) => kind is BulkActionKind.CancelDeliveries
        ? $"will be cancelled and not sent. {(count == 1 ? "It" : "They")} can be resent later."
        : "will be resent.";

    public static string Button(BulkActionKind kind, int? count)
    {
        var verb = kind is BulkActionKind.CancelDeliveries ? "Cancel" : "Resend";
        return count is { } known ? $"{verb} {Deliveries(known)}" : verb;
    }

    public static string Delivered(int count) => count == 1
        ? "1 of them was already delivered, so its endpoint receives the event again."
        : string.Create(CultureInfo.InvariantCulture, $"{count:N0} of them were already delivered, so their endpoints receive the events again.");

    public static string LeftOut(LeftOutDeliveries one)
    {
        var (count, are) = (Deliveries(one.Count), one.Count == 1 ? "is" : "are");
        return one.Reason switch
        {
            LeftOutReason.Pending => $"{count} that {are} pending",
            LeftOutReason.IsTest => one.Count == 1 ? "1 test event" : string.Create(CultureInfo.InvariantCulture, $"{one.Count:N0} test events"),
            LeftOutReason.ContentRemoved => $"{count} whose payload was erased or removed",
            LeftOutReason.AlreadyResent => $"{count} that {(one.Count == 1 ? "was" : "were")} already resent",
            LeftOutReason.WebhookDisabled => $"{count} of {one.WebhookName}, which is disabled",
            LeftOutReason.WebhookRemoved => $"{count} of a removed webhook",
            _ => $"{count} that {(one.Count == 1 ? "has" : "have")} already ended",
        };
    }
}
