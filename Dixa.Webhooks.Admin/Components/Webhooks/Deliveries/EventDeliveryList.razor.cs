using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The latest deliveries of an event type to a webhook, live.</summary>
public sealed partial class EventDeliveryList(
    DeliveryHistory history, CurrentActor currentActor, IDialogService dialogs, DeliveryFeed feed, ILogger<EventDeliveryList> logger) : LiveComponent(feed, logger)
{
    private static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true };

    private IReadOnlyList<DeliveryRow>? _rows;
    private string? _loadedType;
    private bool _canManage;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    /// <summary>Nothing can be resent to a disabled webhook.</summary>
    [Parameter]
    public bool WebhookIsEnabled { get; set; } = true;

    protected override async Task OnInitializedAsync() => _canManage = (await currentActor.SignedInAsync()).MayManage;

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
}
