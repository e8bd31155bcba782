using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Sends a test event to a webhook immediately, with the same signature and address checks as a real delivery. It also works for
/// disabled webhooks and is never retried. It is recorded in the history, marked as a test, and does not affect the event type's
/// status or the count of consecutive failures.
/// </summary>
public sealed class TestSender(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, EndpointClient endpoint, LaneRegistry lanes, Organization organization, TimeProvider time)
{
    /// <summary>
    /// Sends and records a test event. <paramref name="data"/> is checked by <see cref="EnteredData"/> and may violate the event type's schema,
    /// so that people can test unusual payloads; null means the type's sample. Cancellation has no effect once the request is sent, so every
    /// sent test is recorded.
    /// </summary>
    public async Task<SendResult> SendAsync(Actor actor, Guid id, EventType type, byte[]? data = null, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SendResult.Forbidden();
        }

        if (data is not null && EnteredData.Error(data) is { } error)
        {
            return new SendResult.Invalid(new FieldError("data", error));
        }

        if (await TargetAsync(id, cancel) is not { } target)
        {
            return new SendResult.NotFound();
        }

        var startedAt = time.GetUtcNow();
        var envelope = new EventEnvelope(Guid.CreateVersion7(startedAt), type, EventEnvelope.DefaultVersion, startedAt, organization);
        var payload = envelope.ToUtf8Json(data ?? type.Data.Sample.Span);
        var started = time.GetTimestamp();
        var result = await endpoint.SendAsync(target, payload);
        var sent = new FinishedTest(envelope, payload, startedAt, time.GetElapsedTime(started), result);
        if (await RecordAsync(actor, id, sent) is not { } deliveryId)
        {
            return new SendResult.NotFound();
        }

        lanes.Changed(id);
        return new SendResult.Tested(deliveryId, target.Url.OriginalString, payload);
    }

    private async Task<LaneTarget?> TargetAsync(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.AsNoTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancel) is { } webhook ? new LaneTarget(webhook) : null;
    }

    /// <summary>
    /// Stores the event, delivery and attempt in one transaction. The delivery is in its final state, so no lane picks it up. Returns null if the
    /// webhook was removed in the meantime.
    /// </summary>
    private async Task<long?> RecordAsync(Actor actor, Guid id, FinishedTest sent)
    {
        await using var context = await contexts.CreateDbContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.LockAsync(id, CancellationToken.None);
        if (await context.Subscriptions.Where(webhook => webhook.Id == id).Select(webhook => webhook.Name).SingleOrDefaultAsync() is not { } name)
        {
            return null;
        }

        var stored = sent.ToEvent();
        context.Events.Add(stored);
        await context.SaveChangesAsync();
        context.EventSubjects.AddRange(stored.Subjects.Select(subject => new StoredEventSubject { Subject = subject.Value, EventKey = stored.Id }));
        var delivery = sent.ToDelivery(id, stored.Id);
        context.Deliveries.Add(delivery);
        await context.SaveChangesAsync();
        context.Attempts.Add(sent.ToAttempt(id, delivery.Id));
        await audit.AddAsync(context, actor, AuditTarget.Webhook(id, name), new Activity.TestSent(delivery.EventType), CancellationToken.None);
        await transaction.CommitAsync();
        return delivery.Id;
    }

    private sealed record FinishedTest(EventEnvelope Envelope, byte[] Payload, DateTimeOffset StartedAt, TimeSpan Duration, AttemptResult Result)
    {
        public StoredEvent ToEvent() => new() { EventId = Envelope.EventId, EventType = Envelope.Type.Fqn, ReceivedAt = StartedAt, Payload = Payload, IsTest = true, Subjects = EventSubjects.OfPayload(Payload) };

        public Delivery ToDelivery(Guid webhook, long eventKey) => new()
        {
            EventKey = eventKey,
            SubscriptionId = webhook,
            EventType = Envelope.Type.Fqn,
            State = Result.Succeeded ? DeliveryState.Delivered : DeliveryState.Failed,
            Attempts = 1,
            DueAt = StartedAt,
            CreatedAt = StartedAt,
            CompletedAt = StartedAt + Duration,
            LastAttemptAt = StartedAt,
            LastStatusCode = Result.StatusCode,
            LastFailure = Result.Failure,
            IsTest = true,
        };

        public DeliveryAttempt ToAttempt(Guid webhook, long delivery) => new()
        {
            DeliveryId = delivery,
            SubscriptionId = webhook,
            Number = 1,
            StartedAt = StartedAt,
            Duration = Duration,
            StatusCode = Result.StatusCode,
            Failure = Result.Failure,
            Succeeded = Result.Succeeded,
            RequestHeaders = Result.RequestHeaders,
            ResponseHeaders = Result.ResponseHeaders,
            ResponseBody = Result.ResponseBody,
            ResponseTruncated = Result.ResponseTruncated,
        };
    }
}
