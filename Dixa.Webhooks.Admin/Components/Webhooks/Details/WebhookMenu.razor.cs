using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Overview;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>The less frequent actions of a webhook's page.</summary>
public sealed partial class WebhookMenu(WebhookCommands commands, WebhookChanger changer, IDialogService dialogs, NavigationManager navigation)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private async Task RemoveAsync()
    {
        var dialog = await dialogs.ShowAsync<RemoveDialog>("Remove webhook", new DialogParameters<RemoveDialog> { { shown => shown.Name, Webhook.Name } });
        if (await dialog.Result is not { Canceled: false })
        {
            return;
        }

        SaveResult? result = null;
        await changer.ChangeAsync(async actor => result = await commands.RemoveAsync(actor, Webhook.Id, Webhook.Revision), Webhook.Name, $"{Webhook.Name} was removed.", Changed);
        if (result is SaveResult.Saved)
        {
            navigation.NavigateTo(AppUrls.To(AppRoutes.Webhooks));
        }
    }
}
