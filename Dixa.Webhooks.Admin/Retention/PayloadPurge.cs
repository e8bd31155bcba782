using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Removes payloads and responses that are too old, while the records of their deliveries stay.</summary>
internal sealed class PayloadPurge(WebhooksDbContext context, RetentionRule rule, DateTimeOffset now, PacedWriter writer, PayloadPosition position)
{
    /// <summary>The events whose content is too old. Those that are complete although they are old, because of a pending delivery, are among them.</summary>
    public static IQueryable<StoredEvent> TooOld(WebhooksDbContext context, DateTimeOffset before, long after, long last) =>
        Old(context, before, after, last).Where(stored => !context.Deliveries.Any(delivery => delivery.EventKey == stored.Id && delivery.CreatedAt >= before));

    /// <summary>With those that were sent again since, whose responses are not too old yet.</summary>
    private static IQueryable<StoredEvent> Old(WebhooksDbContext context, DateTimeOffset before, long after, long last) =>
        context.Events.Where(stored => stored.Id > after && stored.Id <= last && stored.RemovedAt == null && stored.ReceivedAt < before);

    public async Task<long> RunAsync()
    {
        if (rule.RemovePayloadsBefore(now) is not { } before)
        {
            return 0;
        }

        var (count, after, last) = (0L, position.Done, await EventKeys.FirstFromAsync(context, before, writer.Stopping) - 1);
        while (await EventBatch.ReadAsync(TooOld(context, before, after, last), writer.BatchSize, writer.Stopping) is { Count: > 0 } batch)
        {
            count += await writer.CommitAsync(new RemoveContent([.. batch.Select(stored => ContentToRemove.Of(stored.Id, stored.Payload))], ContentRemoval.Age, now));
            after = batch[^1].Id;
        }

        var remaining = await Old(context, before, position.Done, last).MinAsync(stored => (long?)stored.Id, writer.Stopping);
        position.Done = Math.Max(position.Done, remaining - 1 ?? last);
        return count;
    }
}

/// <summary>
/// Up to which key the content of every event was removed, so that a run does not read those of earlier runs again. Only in memory: the first run after
/// the start reads them once.
/// </summary>
public sealed class PayloadPosition
{
    private long _done;

    public long Done
    {
        get => Volatile.Read(ref _done);
        set => Volatile.Write(ref _done, value);
    }
}
