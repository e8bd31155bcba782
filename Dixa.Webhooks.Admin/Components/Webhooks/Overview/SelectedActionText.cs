using System.Globalization;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>The words of an action on the selected webhooks.</summary>
internal static class SelectedActionText
{
    public static string Webhooks(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "webhook" : "webhooks")}");

    /// <summary>What happens to the webhooks that are changed.</summary>
    /// <param name="action">The action.</param>
    /// <param name="pending">How many deliveries wait.</param>
    public static string Consequence(SelectedAction action, int pending) => action switch
    {
        SelectedAction.Enable => "Events that occur from now on are sent to them.",
        SelectedAction.Disable when pending == 0 => "Nothing more is sent to them until they are enabled again. No delivery is pending.",
        SelectedAction.Disable => $"Nothing more is sent to them until they are enabled again. {Pending(pending)} will be cancelled. You can resend them after you enable the webhooks again.",
        _ => "Their delivery history is deleted, and nothing more is sent to them. This can't be undone.",
    };

    /// <summary>Null if none is left out.</summary>
    public static string? LeftOut(SelectedAction action, int count) => count == 0 ? null : $"{Webhooks(count)} {(count == 1 ? "is" : "are")} already {Done(action)} and left out.";

    public static string Done(SelectedAction action) => action switch
    {
        SelectedAction.Enable => "enabled",
        SelectedAction.Disable => "disabled",
        _ => "removed",
    };

    private static string Pending(int count) => count switch
    {
        1 => "1 pending delivery",
        >= PendingDeliveryCounter.MaxCount => string.Create(CultureInfo.InvariantCulture, $"{PendingDeliveryCounter.MaxCount:N0} or more pending deliveries"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0} pending deliveries"),
    };
}
