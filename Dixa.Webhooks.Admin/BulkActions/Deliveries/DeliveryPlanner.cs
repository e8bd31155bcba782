using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>Finds out exactly what a bulk action on deliveries would act on, without changing anything.</summary>
public sealed class DeliveryPlanner(IDbContextFactory<WebhooksDbContext> contexts, DeliveryFinder finder)
{
    private const int ReadAtOnce = 1_000;

    /// <param name="actor">Who asks.</param>
    /// <param name="kind">Resending or cancelling.</param>
    /// <param name="choice">What was chosen.</param>
    /// <param name="progress">Receives how many of the chosen deliveries were read so far.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<DeliveryPlanResult> PlanAsync(Actor actor, BulkActionKind kind, DeliveryChoice choice, IProgress<int>? progress = null, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new DeliveryPlanResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var webhooks = await context.Subscriptions.IgnoreAutoIncludes().Select(webhook => new Webhook(webhook.Id, webhook.Name, webhook.Enabled)).ToDictionaryAsync(webhook => webhook.Id, cancel);
        var sorter = new Sorter(kind, webhooks);
        await foreach (var rows in ReadAsync(context, choice, cancel))
        {
            sorter.Add(rows, kind is BulkActionKind.ResendDeliveries ? await ResentAsync(context, rows, cancel) : []);
            if (sorter.Read > BulkDeliveryPolicy.MaxDeliveries)
            {
                return new DeliveryPlanResult.TooMany();
            }

            progress?.Report(sorter.Read);
        }

        return new DeliveryPlanResult.Planned(sorter.ToPlan());
    }

    private IAsyncEnumerable<IReadOnlyList<DeliveryRecord>> ReadAsync(WebhooksDbContext context, DeliveryChoice choice, CancellationToken cancel) => choice switch
    {
        DeliveryChoice.Matching { Query: var query } => finder.ReadAllAsync(query, ReadAtOnce, cancel),
        DeliveryChoice.Listed { Deliveries: var keys } => keys.Distinct().Chunk(ReadAtOnce).ToAsyncEnumerable().Select(async (some, _, stop) =>
            (IReadOnlyList<DeliveryRecord>)await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => some.Contains(delivery.Id)), stop)),
        _ => throw new ArgumentOutOfRangeException(nameof(choice)),
    };

    /// <summary>Those that were resent before.</summary>
    private static async Task<HashSet<long>> ResentAsync(WebhooksDbContext context, IReadOnlyList<DeliveryRecord> rows, CancellationToken cancel)
    {
        long?[] keys = [.. rows.Select(row => (long?)row.Delivery.Id)];
        return [.. await context.Deliveries.Where(resend => resend.ResendOf != null && keys.Contains(resend.ResendOf)).Select(resend => resend.ResendOf!.Value).ToListAsync(cancel)];
    }

    private sealed record Webhook(Guid Id, string Name, bool IsEnabled);

    /// <summary>Sorts deliveries by webhook, and counts those that are left out.</summary>
    private sealed class Sorter(BulkActionKind kind, IReadOnlyDictionary<Guid, Webhook> webhooks)
    {
        private readonly HashSet<long> _seen = [];
        private readonly Dictionary<Guid, List<long>> _planned = [];
        private readonly Dictionary<(LeftOutReason Reason, string? Webhook), int> _leftOut = [];
        private int _delivered;

        public int Read => _seen.Count;

        public void Add(IEnumerable<DeliveryRecord> rows, HashSet<long> resent)
        {
            foreach (var row in rows.Where(row => _seen.Add(row.Delivery.Id)))
            {
                var delivery = row.Delivery;
                var webhook = webhooks.GetValueOrDefault(delivery.SubscriptionId);
                if (Reason(row, webhook, resent.Contains(delivery.Id)) is { } reason)
                {
                    var key = (reason, reason is LeftOutReason.WebhookDisabled ? webhook?.Name : null);
                    _leftOut[key] = _leftOut.GetValueOrDefault(key) + 1;
                }
                else
                {
                    _delivered += delivery.State is DeliveryState.Delivered ? 1 : 0;
                    (_planned.TryGetValue(delivery.SubscriptionId, out var list) ? list : _planned[delivery.SubscriptionId] = []).Add(delivery.Id);
                }
            }
        }

        public DeliveryPlan ToPlan() => new(
            kind,
            [.. _planned.Select(one => new PlannedWebhook(one.Key, webhooks[one.Key].Name, [.. one.Value.Order()])).OrderBy(webhook => webhook.Name, StringComparer.CurrentCultureIgnoreCase)],
            [.. _leftOut.Select(one => new LeftOutDeliveries(one.Key.Reason, one.Value, one.Key.Webhook)).OrderBy(one => one.Reason).ThenBy(one => one.WebhookName, StringComparer.CurrentCultureIgnoreCase)],
            _delivered);

        private LeftOutReason? Reason(DeliveryRecord row, Webhook? webhook, bool wasResent) => kind is BulkActionKind.CancelDeliveries
            ? BulkDeliveryPolicy.OfCancel(row.Delivery.State, webhook is not null)
            : BulkDeliveryPolicy.OfResend(row.Delivery.State, row.Delivery.IsTest, row.Removed is not null, wasResent, webhook?.IsEnabled);
    }
}
