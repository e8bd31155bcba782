using System.Text;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>Reads the attempts of a delivery for screens. Each call opens its own context.</summary>
public sealed class AttemptHistory(IDbContextFactory<WebhooksDbContext> contexts)
{
    private static readonly byte[] Masked = Encoding.UTF8.GetBytes(Mask.Text);

    /// <summary>The attempts of a delivery, latest first. Null if the delivery does not exist or belongs to another webhook.</summary>
    public async Task<IReadOnlyList<AttemptView>?> OfAsync(Actor actor, Guid subscriptionId, long deliveryId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var sent = await context.Deliveries.AsNoTracking()
            .Where(delivery => delivery.Id == deliveryId && delivery.SubscriptionId == subscriptionId)
            .Join(context.Events, delivery => delivery.EventKey, stored => stored.Id, (_, stored) => new { Length = stored.RemovedAt == null ? (int?)stored.Payload.Length : null })
            .FirstOrDefaultAsync(cancel);
        if (sent is null)
        {
            return null;
        }

        var attempts = await context.Attempts.AsNoTracking()
            .Where(attempt => attempt.DeliveryId == deliveryId)
            .OrderByDescending(attempt => attempt.Number)
            .ToListAsync(cancel);
        return [.. attempts.Select(attempt => View(actor, attempt, sent.Length))];
    }

    /// <summary>When the webhook's URL was last changed; null if it never was, as far as the audit log goes back.</summary>
    public async Task<DateTimeOffset?> UrlChangedAtAsync(Guid subscriptionId, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var changes = context.AuditRows.AsNoTracking()
            .Where(row => row.TargetId == subscriptionId && row.Action == AuditAction.WebhookChanged)
            .OrderByDescending(row => row.Id)
            .Select(row => new { row.At, row.Action, row.Data })
            .AsAsyncEnumerable();
        await foreach (var change in changes.WithCancellation(cancel))
        {
            if (ActivityJson.Read(change.Action, change.Data) is Activity.Changed { Url: not null })
            {
                return change.At;
            }
        }

        return null;
    }

    private static AttemptView View(Actor actor, DeliveryAttempt attempt, int? payloadLength) => new(
        attempt.Number,
        attempt.StartedAt,
        attempt.Duration,
        attempt.StatusCode,
        attempt.Failure,
        attempt.RequestHeaders is { } sent ? SentHeaders.Read(sent, attempt.SubscriptionId, payloadLength) : null,
        attempt.StatusCode is null ? null : attempt is { ResponseHeaders: null, ResponseBody: null } ? RemovedResponse : actor.SeesResponses ? Response(attempt) : HiddenResponse(attempt));

    private static ResponseView RemovedResponse => new([], HeadersCut: false, ReadOnlyMemory<byte>.Empty, BodyCut: false) { IsRemoved = true };

    private static ResponseView Response(DeliveryAttempt attempt) => new(
        HeaderLines.Read(attempt.ResponseHeaders),
        HeaderLines.IsCut(attempt.ResponseHeaders),
        attempt.ResponseBody,
        attempt.ResponseTruncated);

    private static ResponseView HiddenResponse(DeliveryAttempt attempt) => new(
        [.. HeaderLines.Read(attempt.ResponseHeaders).Select(header => header with { Value = Masked })],
        HeaderLines.IsCut(attempt.ResponseHeaders),
        ReadOnlyMemory<byte>.Empty,
        attempt.ResponseTruncated)
    {
        IsHidden = true,
    };
}
