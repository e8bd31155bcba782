using System.Runtime.CompilerServices;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>Searches payloads for a text, newest first. There is no index of texts, so it reads every payload of the time span.</summary>
public sealed class PayloadSearch(IDbContextFactory<WebhooksDbContext> contexts) : IDisposable
{
    /// <summary>The search stops after this many events, and can be continued.</summary>
    public const int MaxFound = 50;

    /// <summary>How many keys are read at a time.</summary>
    private const int KeysAtOnce = 500;

    /// <summary>All searches of a process take turns, so that they leave the other processor cores to the deliveries.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public void Dispose() => _turn.Dispose();

    /// <summary>Reports its progress until the end, or until it found <see cref="MaxFound"/> events.</summary>
    /// <param name="query">What to find.</param>
    /// <param name="before">The key before which to start; null for the start of the search.</param>
    /// <param name="cancel">Stops.</param>
    public async IAsyncEnumerable<PayloadProgress> SearchAsync(PayloadQuery query, long? before, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var (from, end) = await KeysAsync(query, cancel);
        var (position, found, searched, oldest) = (Math.Min(before ?? end, end), 0, 0L, default(DateTimeOffset?));
        while (position > from && found < MaxFound)
        {
            var part = await ReadAsync(query, Math.Max(from, position - KeysAtOnce), position, MaxFound - found, cancel);
            (position, found, searched, oldest) = (part.Position, found + part.Found.Count, searched + part.Searched, part.Oldest ?? oldest);
            yield return new PayloadProgress(part.Found, searched, oldest, Math.Min(1, (double)(end - position) / (end - from)), position > from ? position : null);
        }

        if (searched == 0)
        {
            yield return new PayloadProgress([], 0, oldest, 1, null);
        }
    }

    /// <summary>The keys that can be in the time span: the first one, and the one after the last.</summary>
    private async Task<(long From, long End)> KeysAsync(PayloadQuery query, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var events = context.Events.AsNoTracking();
        var first = await events.OrderBy(stored => stored.Id).Select(stored => (long?)stored.Id).FirstOrDefaultAsync(cancel) ?? 0;
        var end = (await events.MaxAsync(stored => (long?)stored.Id, cancel) ?? -1) + 1;
        return (
            query.Since is { } since ? Math.Max(first, await FirstFromAsync(since - TimedKey.Disorder)) : first,
            query.Until is { } until ? await FirstFromAsync(until + TimedKey.Disorder) : end);

        Task<long> FirstFromAsync(DateTimeOffset at) => TimedKey.FirstFromAsync(
            at,
            end,
            async key => await events.Where(stored => stored.Id >= key).OrderBy(stored => stored.Id).Select(stored => new TimedKey(stored.Id, stored.ReceivedAt)).FirstOrDefaultAsync(cancel));
    }

    private async Task<Part> ReadAsync(PayloadQuery query, long from, long before, int max, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var (keys, searched, position, oldest) = (new List<long>(), 0, from, default(DateTimeOffset?));
            await foreach (var stored in Events(context, query, from, before).WithCancellation(cancel))
            {
                (searched, oldest) = (searched + 1, stored.ReceivedAt);
                if (query.Text.In(stored.Payload))
                {
                    keys.Add(stored.Id);
                    if (keys.Count == max)
                    {
                        position = stored.Id;
                        break;
                    }
                }
            }

            position = searched > 0 ? position : await NextAsync(context, from, cancel);
            return new Part(keys.Count == 0 ? [] : await EventFinder.EventsAsync(context, keys, cancel), searched, position, oldest);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One after the last key before a range in which nothing was found: a purge leaves wide gaps.</summary>
    private static async Task<long> NextAsync(WebhooksDbContext context, long from, CancellationToken cancel) =>
        (await context.Events.Where(stored => stored.Id < from).MaxAsync(stored => (long?)stored.Id, cancel) ?? -1) + 1;

    private static IAsyncEnumerable<StoredPayload> Events(WebhooksDbContext context, PayloadQuery query, long from, long before)
    {
        var events = context.Events.Where(stored => stored.Id >= from && stored.Id < before && stored.RemovedAt == null);
        events = query.EventType is { } type ? events.Where(stored => stored.EventType == type) : events;
        events = query.Since is { } since ? events.Where(stored => stored.ReceivedAt >= since) : events;
        events = query.Until is { } until ? events.Where(stored => stored.ReceivedAt < until) : events;
        return events.OrderByDescending(stored => stored.Id).Select(stored => new StoredPayload(stored.Id, stored.ReceivedAt, stored.Payload)).AsAsyncEnumerable();
    }

    private sealed record StoredPayload(long Id, DateTimeOffset ReceivedAt, byte[] Payload);

    /// <param name="Found">The events with the text, newest first.</param>
    /// <param name="Searched">How many payloads were read.</param>
    /// <param name="Position">The key before which the search continues.</param>
    /// <param name="Oldest">When the oldest of them was accepted; null if there was none.</param>
    private sealed record Part(IReadOnlyList<TimelineEvent> Found, int Searched, long Position, DateTimeOffset? Oldest);
}
