using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>The steps of one erasure. Each can be repeated.</summary>
internal sealed class PersonRemoval(WebhooksDbContext context, GroupCommit store, LaneRegistry lanes, StoredErasure erasure, PersonIdentifier person, TimeProvider time, CancellationToken stopping)
{
    /// <summary>Events whose content is removed in one transaction.</summary>
    private const int RemovedAtOnce = 50;

    private const int ReadAtOnce = 1_000;

    private static readonly TimeSpan SaveInterval = TimeSpan.FromSeconds(1);

    private readonly PersonMentions _mentions = new(person);
    private long _saved = time.GetTimestamp();

    /// <summary>Removes the content of the events that the index knows, so that most of it is gone soon.</summary>
    public async Task RemoveIndexedAsync()
    {
        var (subject, after) = (person.Subject.Value, 0L);
        while (await NextIndexedAsync(subject, after) is { Count: > 0 } keys)
        {
            await RemoveAsync(await context.Events.AsNoTracking().Where(stored => keys.Contains(stored.Id) && stored.RemovedAt == null).ToListAsync(stopping));
            after = keys[^1];
        }

        await context.SaveChangesAsync(stopping);
    }

    /// <summary>Searches every payload, since a text can mention the person where the index does not look.</summary>
    public async Task SearchEventsAsync()
    {
        while (erasure.SearchedEvents < erasure.LastEvent)
        {
            var after = erasure.SearchedEvents;
            var events = await EventBatch.ReadAsync(
                context.Events.Where(stored => stored.Id > after && stored.Id <= erasure.LastEvent && stored.RemovedAt == null), ReadAtOnce, stopping);
            await RemoveAsync(events);
            erasure.SearchedEvents = events.Count == 0 ? erasure.LastEvent : events[^1].Id;
            await SaveAsync();
        }

        await context.SaveChangesAsync(stopping);
    }

    /// <summary>
    /// Searches every response that is kept. An endpoint can repeat a person whom the event does not mention. Most responses are shorter than the value, and
    /// are not read.
    /// </summary>
    public async Task SearchResponsesAsync()
    {
        var shortest = person.Value.Length;
        while (erasure.SearchedAttempts < erasure.LastAttempt)
        {
            var after = erasure.SearchedAttempts;
            var attempts = await context.Attempts.AsNoTracking().Where(attempt => attempt.Id > after && attempt.Id <= erasure.LastAttempt)
                .Where(attempt => attempt.ResponseBody!.Length >= shortest || attempt.ResponseHeaders!.Length >= shortest)
                .OrderBy(attempt => attempt.Id).Take(ReadAtOnce).Select(attempt => new { attempt.Id, attempt.ResponseHeaders, attempt.ResponseBody }).ToListAsync(stopping);
            List<long> found = [.. attempts.Where(attempt => Mentions(attempt.ResponseHeaders) || Mentions(attempt.ResponseBody)).Select(attempt => attempt.Id)];
            erasure.Responses += found.Count == 0 ? 0 : await store.CommitAsync(new RemoveResponses(found));
            erasure.SearchedAttempts = attempts.Count < ReadAtOnce ? erasure.LastAttempt : attempts[^1].Id;
            await SaveAsync();
        }

        await context.SaveChangesAsync(stopping);
    }

    /// <summary>A webhook that was disabled automatically keeps the start of the last response.</summary>
    public async Task ClearLastResponsesAsync()
    {
        foreach (var webhook in await context.Subscriptions.Where(webhook => webhook.DisabledBody != null).ToListAsync(stopping))
        {
            if (Mentions(webhook.DisabledBody))
            {
                webhook.ForgetLastResponse();
                erasure.Responses++;
            }
        }

        await context.SaveChangesAsync(stopping);
    }

    /// <summary>Later events of the person stay in the index.</summary>
    public async Task RemoveKeysAsync()
    {
        var subject = person.Subject.Value;
        await context.EventSubjects.Where(row => row.Subject == subject && row.EventKey <= erasure.LastEvent).ExecuteDeleteAsync(stopping);
    }

    private bool Mentions(byte[]? text) => text is not null && _mentions.In(text);

    private Task<List<long>> NextIndexedAsync(long subject, long after) => context.EventSubjects
        .Where(row => row.Subject == subject && row.EventKey > after && row.EventKey <= erasure.LastEvent)
        .OrderBy(row => row.EventKey).Take(RemovedAtOnce).Select(row => row.EventKey).ToListAsync(stopping);

    /// <summary>Removes the content of those events that mention the person.</summary>
    private async Task RemoveAsync(IReadOnlyList<StoredEvent> events)
    {
        foreach (var batch in events.Where(stored => Mentions(stored.Payload)).Chunk(RemovedAtOnce))
        {
            // A delivery that was resent after the cancellation is pending, so its event is still complete.
            for (var left = batch; left.Length > 0; left = await NotRemovedAsync(left))
            {
                await CancelAsync([.. left.Select(stored => stored.Id)]);
                erasure.Events += await store.CommitAsync(new RemoveContent(
                    [.. left.Select(stored => ContentToRemove.Of(stored.Id, stored.Payload))], ContentRemoval.Erasure, time.GetUtcNow()));
            }
        }
    }

    private async Task<StoredEvent[]> NotRemovedAsync(StoredEvent[] batch)
    {
        long[] keys = [.. batch.Select(stored => stored.Id)];
        return await context.Events.AsNoTracking().Where(stored => keys.Contains(stored.Id) && stored.RemovedAt == null).ToArrayAsync(stopping);
    }

    private async Task CancelAsync(long[] events)
    {
        var pending = await context.Deliveries.AsNoTracking().Where(delivery => events.Contains(delivery.EventKey) && delivery.State == DeliveryState.Pending)
            .Select(delivery => new { delivery.Id, delivery.SubscriptionId }).ToListAsync(stopping);
        foreach (var ofWebhook in pending.GroupBy(delivery => delivery.SubscriptionId))
        {
            erasure.Cancelled += await store.CommitAsync(new CancelErased(ofWebhook.Key, [.. ofWebhook.Select(delivery => delivery.Id)], time.GetUtcNow()));

            // A lane has read its next deliveries with their payloads.
            lanes.Changed(ofWebhook.Key);
        }
    }

    /// <summary>Stores how far it is, at most once a second.</summary>
    private async Task SaveAsync()
    {
        if (time.GetElapsedTime(_saved) > SaveInterval)
        {
            await context.SaveChangesAsync(stopping);
            _saved = time.GetTimestamp();
        }
    }
}
