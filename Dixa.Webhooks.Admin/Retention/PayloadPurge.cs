using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Removes payloads and responses that are too old, while the records of their deliveries stay.</summary>
internal sealed class PayloadPurge(WebhooksDbContext context, RetentionRule rule, DateTimeOffset now, PacedWriter writer)
{
    /// <summary>The events whose content is too old. Those that are complete although they are old, because of a pending delivery, are among them.</summary>
    public static IQueryable<StoredEvent> TooOld(WebhooksDbContext context, DateTimeOffset before, long last) =>
        context.Events.Where(stored => stored.Id <= last && stored.RemovedAt == null && stored.ReceivedAt < before);

    public async Task<long> RunAsync()
    {
        if (rule.RemovePayloadsBefore(now) is not { } before)
        {
            return 0;
        }

        var (count, after, last) = (0L, 0L, await EventKeys.FirstFromAsync(context, before, writer.Stopping) - 1);
        while (await NextAsync(before, after, last) is { Count: > 0 } batch)
        {
            count += await writer.CommitAsync(new RemoveContent(batch, ContentRemoval.Age, now));
            after = batch[^1].Key;
        }

        return count;
    }

    private async Task<List<ContentToRemove>> NextAsync(DateTimeOffset before, long after, long last)
    {
        var events = await TooOld(context, before, last).Where(stored => stored.Id > after).OrderBy(stored => stored.Id).Take(writer.BatchSize)
            .Select(stored => new { stored.Id, stored.Payload }).ToListAsync(writer.Stopping);
        return [.. events.Select(stored => ContentToRemove.Of(stored.Id, stored.Payload))];
    }
}
