using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>How many webhooks are selected, and what can be done with them.</summary>
public sealed partial class SelectedWebhooksBar(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required WebhookSelection Selection { get; set; }

    /// <summary>The rows of the page.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookListItem> Rows { get; set; }

    /// <summary>Raised when webhooks were changed, so that the list reloads.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private async Task AskAsync(SelectedAction action)
    {
        var dialog = await dialogs.ShowAsync<SelectedWebhooksDialog>(
            $"{action} {SelectedActionText.Webhooks(Selection.Count)}",
            new DialogParameters<SelectedWebhooksDialog> { { shown => shown.Action, action }, { shown => shown.Webhooks, Selection.All } },
            SelectedWebhooksDialog.Options);
        if (await dialog.Result is { Canceled: false })
        {
            Selection.Clear();
            await Changed.InvokeAsync();
        }
    }
}
