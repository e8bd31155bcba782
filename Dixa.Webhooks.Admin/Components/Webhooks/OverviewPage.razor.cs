using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Webhooks.Parts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

public sealed partial class OverviewPage(
    WebhookReads reads, DeliveryHistory history, CurrentActor currentActor, DeliveryFeed feed, ILogger<OverviewPage> logger) : LiveComponent(feed, logger)
{
    private Actor? _actor;
    private IReadOnlyList<Row>? _rows;

    private bool MayManage => _actor is { MayManage: true };

    protected override async Task OnInitializedAsync()
    {
        _actor = await currentActor.SignedInAsync();
        await FollowAsync(null);
    }

    protected override async Task LoadAsync()
    {
        var webhooks = await reads.ListAsync();
        var last = await history.LastDeliveriesAsync();
        _rows = [.. webhooks.Select(webhook => new Row(webhook, last.GetValueOrDefault(webhook.Id)))];
    }

    private sealed record Row(WebhookSummary Webhook, TypeStatus? LastDelivery);
}
