using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>
/// Resends deliveries. A lane sends in the order of due times, so 100,000 resends at once would hold up what the webhook gets next. Only a few are pending at
/// a time, and the next ones follow as they end.
/// </summary>
internal sealed class ResendHandler(IDbContextFactory<WebhooksDbContext> contexts, GroupCommit store, LaneRegistry lanes, TimeProvider time) : DeliveryActionHandler(contexts, time)
{
    private readonly TimeProvider _time = time;

    public override BulkActionKind Kind => BulkActionKind.ResendDeliveries;

    public override Activity Ended(StoredBulkAction action) => new Activity.BulkResendEnded(action.State.ToString(), action.Done, action.Skipped, action.Total);

    protected override async Task<int> RoomAsync(WebhooksDbContext context, StoredBulkAction action, WebhookParts webhook, CancellationToken cancel)
    {
        var pending = await PendingAsync(context, action, webhook, cancel);
        webhook.Pending = [.. pending.Select(resend => resend.Id)];
        return BulkDeliveryPolicy.Room(pending.Count(resend => resend.Attempts == 0), pending.Count);
    }

    protected override async Task<int?> CommitAsync(StoredBulkAction action, WebhookParts webhook, BulkMove move)
    {
        if (await store.CommitAsync(new ResendListed(move, webhook.WebhookId, _time.GetUtcNow())) is not { } resent)
        {
            return null;
        }

        webhook.Pending = [.. webhook.Pending ?? [], .. resent];
        if (resent.Count > 0)
        {
            lanes.Wake(webhook.WebhookId);
            lanes.Noted(webhook.WebhookId);
        }

        return resent.Count;
    }

    private static async Task<List<Resend>> PendingAsync(WebhooksDbContext context, StoredBulkAction action, WebhookParts webhook, CancellationToken cancel)
    {
        if (webhook.Pending is { } known)
        {
            return known.Count == 0 ? [] : await context.Deliveries.Where(resend => known.Contains(resend.Id) && resend.State == DeliveryState.Pending)
                .Select(resend => new Resend(resend.Id, resend.Attempts)).ToListAsync(cancel);
        }

        // After a restart. Of those that were resent longer ago, few are pending.
        var (originals, number) = (new List<long?>(), int.MaxValue);
        while (originals.Count < BulkDeliveryPolicy.MaxPending
            && await context.BulkParts.AsNoTracking().Where(part => part.ActionId == action.Id && part.WebhookId == webhook.WebhookId && part.Number < number && part.Taken > 0)
                .OrderByDescending(part => part.Number).FirstOrDefaultAsync(cancel) is { } part)
        {
            originals.AddRange(KeyList.Read(part.Deliveries).Take(part.Taken).Reverse().Select(key => (long?)key));
            number = part.Number;
        }

        return await context.Deliveries.Where(resend => resend.ResendOf != null && originals.Contains(resend.ResendOf) && resend.State == DeliveryState.Pending)
            .Select(resend => new Resend(resend.Id, resend.Attempts)).ToListAsync(cancel);
    }

    private sealed record Resend(long Id, int Attempts);
}
