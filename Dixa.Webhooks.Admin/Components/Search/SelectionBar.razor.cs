using System.Globalization;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Recording.Finding;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>How many deliveries are selected, and what can be done with them.</summary>
public sealed partial class SelectionBar(IDialogService dialogs)
{
    [Parameter, EditorRequired]
    public required DeliverySelection Selection { get; set; }

    /// <summary>The rows of the page.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<FoundDelivery> Rows { get; set; }

    /// <summary>Whether deliveries match that are not on the page.</summary>
    [Parameter]
    public bool HasMore { get; set; }

    /// <summary>The search, as of now.</summary>
    [Parameter, EditorRequired]
    public required Func<FindQuery?> Query { get; set; }

    /// <summary>An action was started.</summary>
    [Parameter]
    public EventCallback Started { get; set; }

    private string Text => Selection.HasEverything
        ? "All matching deliveries are selected"
        : string.Create(CultureInfo.InvariantCulture, $"{Selection.Count:N0} {(Selection.Count == 1 ? "delivery" : "deliveries")} selected");

    private async Task AskAsync(BulkActionKind kind)
    {
        if (Query() is not { } query)
        {
            return;
        }

        var dialog = await dialogs.ShowAsync<DeliveryActionDialog>(
            kind is BulkActionKind.CancelDeliveries ? "Cancel deliveries" : "Resend deliveries",
            new DialogParameters<DeliveryActionDialog> { { shown => shown.Kind, kind }, { shown => shown.Choice, Selection.ToChoice(query) } },
            DeliveryActionDialog.Options);
        if (await dialog.Result is { Canceled: false })
        {
            Selection.Clear();
            await Started.InvokeAsync();
        }
    }
}
