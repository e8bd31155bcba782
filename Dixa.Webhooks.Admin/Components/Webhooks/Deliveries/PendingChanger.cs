using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Retries or cancels a pending delivery as the signed-in user, and shows the user the result.</summary>
public sealed class PendingChanger(PendingDeliveryCommands commands, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar)
{
    public Task RetryNowAsync(Guid webhookId, long deliveryId) =>
        ChangeAsync(async () => await commands.RetryNowAsync(await currentActor.GetAsync(), webhookId, deliveryId), "The next attempt is made now.");

    /// <summary>Asks first.</summary>
    public async Task CancelAsync(Guid webhookId, DeliveryRow delivery)
    {
        if (await dialogs.ShowMessageBoxAsync(
            "Cancel delivery",
            $"Event {delivery.EventId} will not be sent to the webhook{(delivery.Attempts > 0 ? " again" : "")}. You can resend it later.",
            yesText: "Cancel delivery",
            cancelText: "Keep") is true)
        {
            await ChangeAsync(async () => await commands.CancelAsync(await currentActor.GetAsync(), webhookId, delivery.Id), "The delivery was cancelled.");
        }
    }

    private async Task ChangeAsync(Func<Task<PendingResult>> change, string done)
    {
        string? error;
        try
        {
            error = await change() switch
            {
                PendingResult.Changed => null,
                PendingResult.Refused { Reason: var reason } => reason,
                PendingResult.NotFound => DeliveryError.Removed,
                _ => "Only administrators can retry or cancel deliveries. Nothing was changed.",
            };
        }
        catch (DbException)
        {
            error = "The delivery was not changed because the database did not respond. Try again.";
        }

        snackbar.Add(error ?? done, error is null ? Severity.Success : Severity.Warning);
    }
}
