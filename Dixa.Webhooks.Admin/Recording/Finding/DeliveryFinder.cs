using System.Diagnostics;
using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>
/// Finds deliveries of all webhooks by what people know: a conversation's number, a person, an id, a name, and filters. A page takes a bounded time: a
/// search that compares many rows stops early and says how far it has come.
/// </summary>
public sealed class DeliveryFinder(IDbContextFactory<WebhooksDbContext> contexts, DeliverySearch search)
{
    /// <summary>Counts stop here.</summary>
    public const int MaxCount = 1_000;

    private const int ComparedAtOnce = 500;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    public async Task<FoundPage> FindAsync(FindQuery query, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (found, next, searchedBackTo) = await ReadAsync(context, query, cancel);
        return new FoundPage(await CompleteAsync(context, found, cancel), next, searchedBackTo);
    }

    /// <summary>The current state of deliveries that are shown, in their order. One that has been removed since stays as it was.</summary>
    public async Task<IReadOnlyList<FoundDelivery>> RefreshAsync(IReadOnlyList<FoundDelivery> shown, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        long[] ids = [.. shown.Select(row => row.Record.Delivery.Id)];
        var records = await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => ids.Contains(delivery.Id)), cancel);
        var current = (await CompleteAsync(context, records, cancel)).ToDictionary(row => row.Record.Delivery.Id);
        return [.. shown.Select(row => current.GetValueOrDefault(row.Record.Delivery.Id, row))];
    }

    /// <summary>Counts the deliveries that come before one in the result, up to <see cref="FindQuery.MaxPerPage"/>.</summary>
    public async Task<int> CountBeforeAsync(FindQuery query, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (found, _, _) = await ReadAsync(context, query with { After = null, Limit = FindQuery.MaxPerPage }, cancel);
        return found.FindIndex(row => row.Delivery.Id == deliveryId) is var index and >= 0 ? index : found.Count;
    }

    private async Task<(List<DeliveryRecord> Found, FindPosition? Next, DateTimeOffset? SearchedBackTo)> ReadAsync(WebhooksDbContext context, FindQuery query, CancellationToken cancel)
    {
        var (source, exact) = await SourceAsync(context, query, cancel);
        var found = new List<DeliveryRecord>(exact is not null && query.After is null ? [exact] : []);
        var (position, started, last) = (query.After?.By == source.Order ? query.After : null, Stopwatch.GetTimestamp(), default(DateTimeOffset?));
        for (var count = query.Limit + 1; ; count = ComparedAtOnce)
        {
            var batch = await source.ReadAsync(context, position, count, cancel);
            foreach (var row in batch.Rows)
            {
                if (found.Count == query.Limit)
                {
                    return (found, position, null);
                }

                (position, last) = (FindPosition.Of(source.Order, row.Delivery), row.Delivery.CreatedAt);
                if (query.Matches(row.Delivery) && row.Delivery.Id != exact?.Delivery.Id)
                {
                    found.Add(row);
                }
            }

            if (batch.End is null)
            {
                return (found, null, null);
            }

            position = batch.End;
            if (Stopwatch.GetElapsedTime(started) > MaxTime)
            {
                return (found, position, last);
            }
        }
    }

    /// <summary>All deliveries that match now, in the order of the result, for a bulk action. Takes as long as there are deliveries to compare.</summary>
    internal async IAsyncEnumerable<IReadOnlyList<DeliveryRecord>> ReadAllAsync(FindQuery query, int count, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (source, exact) = await SourceAsync(context, query, cancel);
        if (exact is not null)
        {
            yield return [exact];
        }

        var position = default(FindPosition);
        do
        {
            var batch = await source.ReadAsync(context, position, count, cancel);
            yield return [.. batch.Rows.Where(row => query.Matches(row.Delivery) && row.Delivery.Id != exact?.Delivery.Id)];
            position = batch.End;
        }
        while (position is not null);
    }

    /// <summary>Counts what matches, unless a filter compares rows.</summary>
    public async Task<FoundCount> CountAsync(FindQuery query, CancellationToken cancel = default)
    {
        if (query.ComparesRows)
        {
            return FoundCount.NotCounted;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (source, exact) = await SourceAsync(context, query, cancel);
        return await source.CountAsync(context, MaxCount + 1, cancel) switch
        {
            null => FoundCount.NotCounted,
            > MaxCount => new FoundCount(MaxCount, IsMore: true),
            var count => new FoundCount(count + (exact is null || await HasAsync(context, query, exact, cancel) ? 0 : 1), IsMore: false),
        };
    }

    /// <summary>How many events from before an upgrade are not in the index of subjects yet, at most. They cannot be found by what they are about.</summary>
    public async Task<long> UnindexedEventsAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var upTo = await context.Identity.Select(store => store.UnindexedEvents).FirstOrDefaultAsync(cancel);
        return upTo == 0 ? 0 : Math.Max(0, upTo - (await context.Events.MinAsync(stored => (long?)stored.Id, cancel) ?? upTo + 1) + 1);
    }

    /// <summary>The webhooks and event types whose name has a text.</summary>
    public async Task<NamedResult> NamedAsync(string text, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return NamedResult.Of(text, await WebhooksAsync(context, new FindQuery(), cancel));
    }

    private static async Task<bool> IsWebhookAsync(WebhooksDbContext context, SearchTerm term, CancellationToken cancel) =>
        term is SearchTerm.Uuid { Value: var id } && await context.Subscriptions.AnyAsync(webhook => webhook.Id == id, cancel);

    private static Task<List<NamedWebhook>> WebhooksAsync(WebhooksDbContext context, FindQuery query, CancellationToken cancel) => context.Subscriptions.IgnoreAutoIncludes()
        .Where(webhook => query.WebhookId == null || webhook.Id == query.WebhookId)
        .OrderBy(webhook => webhook.Name)
        .Select(webhook => new NamedWebhook(webhook.Id, webhook.Name))
        .ToListAsync(cancel);

    private async Task<(FindSource Source, DeliveryRecord? Exact)> SourceAsync(WebhooksDbContext context, FindQuery query, CancellationToken cancel)
    {
        if (query.Term is SearchTerm.Name name)
        {
            return (await NamedSourceAsync(context, name.Text, query, cancel), null);
        }

        if (query.Term is { } term)
        {
            if (await IsWebhookAsync(context, term, cancel))
            {
                var id = ((SearchTerm.Uuid)term).Value;
                return (Merged(query.WebhookId is null || query.WebhookId == id ? [id] : [], null, query), null);
            }

            return (new EventSource(term.Subjects, await EventFinder.KeyAsync(context, term, cancel), query), await ExactAsync(context, term, query, cancel));
        }

        if (query is { WebhookId: null, EventType: null, State: null, Outcome: null })
        {
            return (new NewestSource(query), null);
        }

        return (Merged(Ids(await WebhooksAsync(context, query, cancel)), null, query), null);
    }

    /// <summary>The webhooks with this name; without one, the event types with this name.</summary>
    private async Task<FindSource> NamedSourceAsync(WebhooksDbContext context, string name, FindQuery query, CancellationToken cancel)
    {
        var webhooks = await WebhooksAsync(context, query, cancel);
        var named = NamedResult.Of(name, webhooks);
        if (named.Webhooks.Count > 0)
        {
            return Merged(Ids(named.Webhooks), null, query);
        }

        List<string> types = [.. named.EventTypes.Select(type => type.Fqn).Where(fqn => (query.EventType ?? fqn) == fqn)];
        return Merged(types.Count > 0 ? Ids(webhooks) : [], types, query);
    }

    private static List<Guid> Ids(IEnumerable<NamedWebhook> webhooks) => [.. webhooks.Select(webhook => webhook.Id)];

    private MergedSource Merged(IReadOnlyList<Guid> webhooks, IReadOnlyList<string>? types, FindQuery query) => new(search, webhooks, types, query);

    /// <summary>The delivery with the number, which can also be the number of a conversation.</summary>
    private static async Task<DeliveryRecord?> ExactAsync(WebhooksDbContext context, SearchTerm term, FindQuery query, CancellationToken cancel) =>
        term is SearchTerm.Number { Value: var id }
        && await DeliveryRecords.ReadAsync(context, context.Deliveries.AsNoTracking().Where(delivery => delivery.Id == id), cancel) is [var record]
        && query.Matches(record.Delivery) ? record : null;

    /// <summary>Whether the exact delivery is also one of the conversation with the same number.</summary>
    private static Task<bool> HasAsync(WebhooksDbContext context, FindQuery query, DeliveryRecord exact, CancellationToken cancel)
    {
        long[] subjects = [.. query.Term!.Subjects.Select(subject => subject.Value)];
        return context.EventSubjects.AnyAsync(row => subjects.Contains(row.Subject) && row.EventKey == exact.Delivery.EventKey, cancel);
    }

    private static async Task<IReadOnlyList<FoundDelivery>> CompleteAsync(WebhooksDbContext context, List<DeliveryRecord> found, CancellationToken cancel)
    {
        Guid[] webhooks = [.. found.Select(row => row.Delivery.SubscriptionId).Distinct()];
        var names = await context.Subscriptions.IgnoreAutoIncludes().Where(webhook => webhooks.Contains(webhook.Id)).ToDictionaryAsync(webhook => webhook.Id, webhook => webhook.Name, cancel);
        var summaries = await DeliverySummary.ReadAsync(context, [.. found.Select(row => row.Delivery.Id)], cancel);
        return [.. found.Select(row => new FoundDelivery(row, names.GetValueOrDefault(row.Delivery.SubscriptionId), summaries[row.Delivery.Id]))];
    }
}

