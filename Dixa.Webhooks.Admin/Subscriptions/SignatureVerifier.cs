using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Signing;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Helps administrators whose endpoint rejects signatures. Only administrators may use it, because its results reveal whether a guessed
/// secret is correct. The results never contain the secret itself.
/// </summary>
public sealed class SignatureVerifier(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time)
{
    /// <summary>How many failed attempts are searched for one that actually sent a request; an endpoint may have been unreachable for a long time.</summary>
    private const int MaxFailuresSearched = 50;

    /// <summary>Checks a signed request. Returns null if the webhook does not exist or <paramref name="actor"/> is not an administrator.</summary>
    public async Task<Finding?> InspectAsync(Actor actor, Guid id, ShownRequest shown, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(webhook => webhook.Id == id, cancel) is not { } webhook)
        {
            return null;
        }

        var sent = SignatureInspection.EventIdIn(shown.Body) is { } eventId ? await SentAsync(context, id, eventId, cancel) : null;
        return SignatureInspection.Inspect(shown, webhook.SigningSecrets(), sent, time.GetUtcNow());
    }

    /// <summary>Returns the last request sent to the webhook, whatever its response; null if there is none or <paramref name="actor"/> is not an administrator.</summary>
    public async Task<SentRequest?> LastAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return null;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await LastAttemptAsync(context, id, cancel) is not { RequestHeaders: { } captured } attempt)
        {
            return null;
        }

        var sent = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Id == attempt.DeliveryId)
            .Join(context.Events.Where(stored => stored.RemovedAt == null), delivery => delivery.EventKey, stored => stored.Id, (_, stored) => new { stored.EventType, stored.Payload })
            .SingleOrDefaultAsync(cancel);
        return sent is null || SignatureIn(captured, id) is not { } signature ? null : new SentRequest(signature, sent.Payload, sent.EventType, attempt.StartedAt);
    }

    private static async Task<SentEvent?> SentAsync(WebhooksDbContext context, Guid id, Guid eventId, CancellationToken cancel)
    {
        var sent = await context.Events.AsNoTracking()
            .Where(stored => stored.EventId == eventId && stored.RemovedAt == null && context.Deliveries.Any(delivery => delivery.EventKey == stored.Id && delivery.SubscriptionId == id))
            .Select(stored => new { stored.Id, stored.Payload })
            .SingleOrDefaultAsync(cancel);
        if (sent is null)
        {
            return null;
        }

        var attempts = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.EventKey == sent.Id && delivery.SubscriptionId == id)
            .Join(context.Attempts, delivery => delivery.Id, attempt => attempt.DeliveryId, (_, attempt) => attempt.RequestHeaders)
            .Where(captured => captured != null)
            .ToListAsync(cancel);
        return new SentEvent(sent.Payload, [.. attempts.Select(captured => SignatureIn(captured!, id)).OfType<string>().Select(text => SignatureHeader.Read(text, out _)).OfType<SignatureHeader>()]);
    }

    private static string? SignatureIn(byte[] captured, Guid id) =>
        SentHeaders.Read(captured, id, 0).FirstOrDefault(header => header.Name == DixaSignature.HeaderName) is { } signature ? Encoding.ASCII.GetString(signature.Value.Span) : null;

    /// <summary>Reads successes and failures from the end of their own index. A failed attempt's delivery may still be pending.</summary>
    private static async Task<LastAttempt?> LastAttemptAsync(WebhooksDbContext context, Guid id, CancellationToken cancel)
    {
        // The redundant condition on Pending is the partial index's condition; the index is used only if the query repeats it.
        var delivered = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.SubscriptionId == id && delivery.State == DeliveryState.Delivered && delivery.State != DeliveryState.Pending)
            .OrderByDescending(delivery => delivery.CreatedAt)
            .Select(delivery => delivery.Id)
            .FirstOrDefaultAsync(cancel);
        var successes = await context.Attempts.AsNoTracking()
            .Where(attempt => attempt.DeliveryId == delivered && attempt.Succeeded)
            .Select(attempt => new LastAttempt(attempt.DeliveryId, attempt.StartedAt, attempt.RequestHeaders))
            .ToListAsync(cancel);
        var failures = await context.Attempts.AsNoTracking()
            .Where(attempt => attempt.SubscriptionId == id && !attempt.Succeeded)
            .OrderByDescending(attempt => attempt.Id)
            .Select(attempt => new LastAttempt(attempt.DeliveryId, attempt.StartedAt, attempt.RequestHeaders))
            .Take(MaxFailuresSearched)
            .ToListAsync(cancel);
        return successes.Concat(failures).Where(attempt => attempt.RequestHeaders is not null).MaxBy(attempt => attempt.StartedAt);
    }

    private sealed record LastAttempt(long DeliveryId, DateTimeOffset StartedAt, byte[]? RequestHeaders);
}
