using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>The last deliveries of an event type to a webhook, live.</summary>
public sealed partial class Deliveries(
    DeliveryHistory history, Resends resends, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, DeliveryFeed feed, ILogger<Deliveries> logger) : LiveComponent(feed, logger)
{
    private static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true };

    private IReadOnlyList<DeliveryRow>? _rows;
    private string? _loadedType;
    private bool _mayManage;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    protected override async Task OnInitializedAsync() => _mayManage = (await currentActor.SignedInAsync()).MayManage;

    protected override async Task OnParametersSetAsync()
    {
        await FollowAsync(SubscriptionId);
        if (_loadedType is not null && _loadedType != Type.Fqn)
        {
            _rows = null;
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync()
    {
        _loadedType = Type.Fqn;
        _rows = await history.RecentAsync(SubscriptionId, Type.Fqn);
    }

    private Task<IDialogReference> ShowPayloadAsync(DeliveryRow row) => dialogs.ShowAsync<PayloadDialog>(
        "Payload",
        new DialogParameters<PayloadDialog>
        {
            { dialog => dialog.SubscriptionId, SubscriptionId },
            { dialog => dialog.Delivery, row },
        },
        Wide);

    private Task<IDialogReference> ShowAttemptsAsync(DeliveryRow row) => dialogs.ShowAsync<AttemptsDialog>(
        "Attempts",
        new DialogParameters<AttemptsDialog>
        {
            { dialog => dialog.SubscriptionId, SubscriptionId },
            { dialog => dialog.Delivery, row },
        },
        Wide);

    private async Task ResendAsync(DeliveryRow row)
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Resend", $"Send event {row.EventId} again? The same payload goes out as a new delivery, to the webhook's address, headers and secret of today.", yesText: "Resend", cancelText: "Cancel");
        if (sure is not true)
        {
            return;
        }

        string? problem;
        try
        {
            problem = ResendProblem.Of(await resends.ResendAsync(await currentActor.GetAsync(), SubscriptionId, row.Id));
        }
        catch (DbException)
        {
            problem = ResendProblem.NoAnswer;
        }

        snackbar.Add(problem ?? "It is on its way again.", problem is null ? Severity.Success : Severity.Warning);
    }
}
