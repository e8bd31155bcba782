using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The latest deliveries of an event type to a webhook, live.</summary>
public sealed partial class EventDeliveryList(
    DeliveryHistory history, DeliverySearch search, CurrentActor currentActor, IDialogService dialogs, DeliveryFeed feed, ILogger<EventDeliveryList> logger) : LiveComponent(feed, logger)
{
    private static readonly DialogOptions Wide = new() { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true };

    private IReadOnlyList<DeliveryRow>? _rows;
    private IReadOnlyDictionary<long, DeliverySummary> _summaries = new Dictionary<long, DeliverySummary>();

    /// <summary>How many deliveries are newer than those that are shown, and wait for the user.</summary>
    private int _news;
    private bool _showLatest;
    private HoldArea? _hold;
    private string? _loadedType;
    private bool _canManage;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    /// <summary>Nothing can be resent to a disabled webhook.</summary>
    [Parameter]
    public bool WebhookIsEnabled { get; set; } = true;

    private string? News => _news switch
    {
        0 => null,
        1 => "1 new delivery",
        DeliveryHistory.Shown => string.Create(CultureInfo.InvariantCulture, $"{_news} or more new deliveries"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{_news} new deliveries"),
    };

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
        var type = Type.Fqn;
        var latest = await history.RecentAsync(SubscriptionId, type);
        if (_rows is { Count: > 0 } shown && _loadedType == type && _hold is { IsHeld: true } && !_showLatest)
        {
            var index = latest.ToList().FindIndex(row => row.Id == shown[0].Id);
            _news = index < 0 ? latest.Count : index;
            latest = await history.RefreshAsync(shown);
        }
        else
        {
            (_news, _showLatest) = (0, false);
        }

        _summaries = await search.SummariesAsync([.. latest.Select(row => row.Id)]);
        (_rows, _loadedType) = (latest, type);
    }

    private Task ShowLatestAsync()
    {
        _showLatest = true;
        return RefreshAsync();
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
