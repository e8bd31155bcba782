using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Reads an event with its deliveries, and why other webhooks did not get it.</summary>
public sealed class EventFinder(IDbContextFactory<WebhooksDbContext> contexts)
{
    private const int MaxRemoved = 20;
    private const int EventsPerPage = 25;

    private static readonly AuditAction[] Changes =
        [AuditAction.WebhookCreated, AuditAction.WebhookChanged, AuditAction.WebhookEnabled, AuditAction.WebhookDisabled, AuditAction.WebhookAutoDisabled];

    /// <summary>Null if there is no such event.</summary>
    public async Task<FoundEvent?> FindAsync(Guid eventId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var stored = await context.Events.AsNoTracking().SingleOrDefaultAsync(row => row.EventId == eventId, cancel);
        if (stored is null)
        {
            return null;
        }

        var records = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => delivery.EventKey == stored.Id), cancel);
        var webhooks = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().OrderBy(webhook => webhook.Name)
            .Select(webhook => new Webhook(
                webhook.Id, webhook.Name, new WebhookState(webhook.CreatedAt, webhook.Events.Any(subscribed => subscribed.EventType == stored.EventType), webhook.DisabledAt)))
            .ToListAsync(cancel);
        var names = webhooks.ToDictionary(webhook => webhook.Id, webhook => webhook.Name);
        var conversation = ConversationNumber.Of(stored.Payload);
        var summaries = await DeliverySummary.ReadAsync(context, [.. records.Select(record => record.Delivery.Id)], cancel);
        var sent = new SentEvent(stored.EventType, stored.ReceivedAt, stored.IsTest);
        var without = webhooks.ExceptBy(records.Select(record => record.Delivery.SubscriptionId), webhook => webhook.Id).ToList();
        return new FoundEvent(
            eventId,
            stored.EventType,
            stored.ReceivedAt,
            conversation,
            stored.Payload,
            RemovedContent.Of(stored.RemovedAt, stored.Removal),
            [.. records.Select(record => new FoundDelivery(record, names.GetValueOrDefault(record.Delivery.SubscriptionId), summaries[record.Delivery.Id]))],
            [.. await NotSentAsync(context, sent, without, cancel), .. await RemovedAsync(context, sent, cancel)]);
    }

    /// <summary>The events about something that the index of subjects knows.</summary>
    /// <param name="term">Any term but a name.</param>
    /// <param name="after">The key of the last event of the page before; null for the first page.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<TimelineEvents> TimelineAsync(SearchTerm term, long? after, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var keys = await EventSource.KeysAsync(context, term.Subjects, await KeyAsync(context, term, cancel), upTo: (after ?? long.MaxValue) - 1, EventsPerPage + 1, cancel);
        List<long> shown = [.. keys.Take(EventsPerPage)];
        return new TimelineEvents(await EventsAsync(context, shown, cancel), keys.Count > EventsPerPage ? shown[^1] : null);
    }

    /// <summary>The events with these keys and their deliveries, newest first.</summary>
    internal static async Task<IReadOnlyList<TimelineEvent>> EventsAsync(WebhooksDbContext context, List<long> keys, CancellationToken cancel)
    {
        var events = await context.Events.AsNoTracking().Where(stored => keys.Contains(stored.Id))
            .Select(stored => new { stored.Id, stored.EventId, stored.EventType, stored.ReceivedAt, stored.Payload }).ToListAsync(cancel);
        var records = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => keys.Contains(delivery.EventKey)), cancel);
        var webhooks = records.Select(record => record.Delivery.SubscriptionId).Distinct().ToList();
        var names = await context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhooks.Contains(webhook.Id)).ToDictionaryAsync(webhook => webhook.Id, webhook => webhook.Name, cancel);
        var deliveries = records.ToLookup(record => record.Delivery.EventKey, record => new FoundDelivery(record, names.GetValueOrDefault(record.Delivery.SubscriptionId), DeliverySummary.None));
        return [.. events.OrderByDescending(stored => stored.Id).Select(stored => new TimelineEvent(stored.EventId, stored.EventType, stored.ReceivedAt, ConversationNumber.Of(stored.Payload), [.. deliveries[stored.Id]]))];
    }

    /// <summary>The key of the event whose id a term is; null if there is none.</summary>
    internal static async Task<long?> KeyAsync(WebhooksDbContext context, SearchTerm term, CancellationToken cancel) =>
        term is SearchTerm.Uuid id ? await context.Events.Where(stored => stored.EventId == id.Value).Select(stored => (long?)stored.Id).FirstOrDefaultAsync(cancel) : null;

    private static async Task<IEnumerable<NotSent>> NotSentAsync(WebhooksDbContext context, SentEvent sent, List<Webhook> webhooks, CancellationToken cancel)
    {
        List<Guid?> ids = [.. webhooks.Select(webhook => webhook.Id)];
        var rows = await context.AuditRows.AsNoTracking().Where(row => ids.Contains(row.TargetId) && Changes.Contains(row.Action)).OrderBy(row => row.Id).ToListAsync(cancel);
        var history = rows.ToLookup(row => row.TargetId, Change);
        return webhooks.Select(webhook => new NotSent(webhook.Id, webhook.Name, NotSentReason.Of(sent, webhook.State, [.. history[webhook.Id]])));
    }

    private static async Task<IEnumerable<NotSent>> RemovedAsync(WebhooksDbContext context, SentEvent sent, CancellationToken cancel)
    {
        var rows = await context.AuditRows.AsNoTracking().Where(row => row.Action == AuditAction.WebhookRemoved && row.At > sent.ReceivedAt && row.TargetId != null)
            .Where(row => !context.AuditRows.Any(other => other.TargetId == row.TargetId && other.Action == AuditAction.WebhookCreated && other.At > sent.ReceivedAt))
            .OrderBy(row => row.Id).Take(MaxRemoved).ToListAsync(cancel);
        return rows.Select(row => new NotSent(row.TargetId!.Value, row.TargetName ?? "", new NotSentReason.Removed(row.At, row.ActorName)));
    }

    private static WebhookChange Change(AuditRow row) => new(row.At, row.ActorName, ActivityJson.Read(row.Action, row.Data));

    private sealed record Webhook(Guid Id, string Name, WebhookState State);
}
