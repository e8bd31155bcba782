using System.Globalization;
using Dixa.Webhooks.Admin.Subscriptions;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>Asks for confirmation before disabling a webhook cancels deliveries.</summary>
internal static class DisableQuestion
{
    /// <summary>True when nothing is pending or the user confirms.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, PendingDeliveryCounter pending, Guid id, string name)
    {
        // Calls to the store can block their thread, so run them outside the renderer's.
        var count = await Task.Run(() => pending.CountAsync(id));
        return count == 0
            || await dialogs.ShowMessageBoxAsync(
                $"Disable {name}?",
                $"{Words(count)} will be cancelled. You can resend them after you enable the webhook again.",
                yesText: "Disable",
                cancelText: "Keep enabled") is true;
    }

    private static string Words(int count) => count switch
    {
        1 => "1 pending delivery",
        >= PendingDeliveryCounter.MaxCount => string.Create(CultureInfo.InvariantCulture, $"{PendingDeliveryCounter.MaxCount:N0} or more pending deliveries"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0} pending deliveries"),
    };
}
