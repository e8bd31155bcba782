using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>Cancels pending deliveries.</summary>
internal sealed class CancelHandler(IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, LaneRegistry lanes, TimeProvider time) : DeliveryActionHandler(contexts, time)
{
    private readonly TimeProvider _time = time;

    public override BulkActionKind Kind => BulkActionKind.CancelDeliveries;

    public override Activity Ended(StoredBulkAction action) => new Activity.BulkCancelEnded(action.State.ToString(), action.Done, action.Skipped, action.Total);

    protected override Task<int> RoomAsync(WebhooksDbContext context, StoredBulkAction action, WebhookParts webhook, CancellationToken cancel) => Task.FromResult(int.MaxValue);

    protected override async Task<int?> CommitAsync(StoredBulkAction action, WebhookParts webhook, BulkMove move)
    {
        if (await store.CommitAsync(new CancelListed(move, webhook.WebhookId, action.ActorName, _time.GetUtcNow())) is not { } cancelled)
        {
            return null;
        }

        if (cancelled > 0)
        {
            // The lane may have read them.
            lanes.Changed(webhook.WebhookId);
        }

        return cancelled;
    }
}
