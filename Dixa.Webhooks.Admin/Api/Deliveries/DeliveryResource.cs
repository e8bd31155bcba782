using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>A delivery: one event to one webhook.</summary>
public sealed record DeliveryResource(
    long Id,
    [property: Description("The event_id in the payload.")] Guid EventId,
    [property: Description("The event's name in this API.")] string Event,
    [property: Description("Pending, Delivered, Failed (no attempts left) or Cancelled (its webhook was disabled, or a person whom the event mentions was erased)."), AllowedValues("Pending", "Delivered", "Failed", "Cancelled")] string Status,
    [property: Description("The number of attempts so far.")] int AttemptCount,
    DateTimeOffset CreatedAt,
    [property: Description("When the next attempt is due; null unless pending.")] DateTimeOffset? NextAttemptAt,
    [property: Description("The result of the last attempt; null before the first.")] LoggedDetail? LastAttempt,
    [property: Description("Why it was cancelled; null unless cancelled.")] string? CancelledReason,
    [property: Description("Whether this is a test event.")] bool Test,
    [property: Description("The delivery that this one resends; null for an original delivery.")] long? ResendOf,
    [property: Description("When the payload and the responses were removed; null unless they were.")] DateTimeOffset? ContentRemovedAt,
    [property: Description("Why the payload and the responses were removed: Age (Retention:PayloadDays) or Erasure (of a person whom the event mentions); null unless they were."), AllowedValues("Age", "Erasure", null)] string? ContentRemovedReason)
{
    [Description("The replay that created it. Left out unless one did.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? ReplayId { get; init; }

    internal static DeliveryResource Of(DeliveryRecord record)
    {
        var (delivery, eventId, cancelledReason, removed) = record;
        return new DeliveryResource(
            delivery.Id,
            eventId,
            EventNames.Of(delivery.EventType),
            delivery.State.ToString(),
            delivery.Attempts,
            delivery.CreatedAt,
            delivery.State is DeliveryState.Pending ? delivery.DueAt : null,
            delivery.LastAttemptAt is { } at ? LoggedDetail.Of(at, new AttemptResult(delivery.LastStatusCode, delivery.LastFailure)) : null,
            cancelledReason?.Sentence(),
            delivery.IsTest,
            delivery.ResendOf,
            removed?.At,
            removed?.Why.ToString())
        {
            ReplayId = delivery.ReplayId,
        };
    }
}

/// <summary>A delivery with its attempts and its payload.</summary>
public sealed record DeliveryWithAttempts(
    DeliveryResource Delivery,
    [property: Description("The attempts, oldest first.")] IReadOnlyList<Attempt> Attempts,
    [property: Description("The exact request body, as a string. If the content was removed: the envelope and the number of the conversation.")] string Payload)
{
    internal static DeliveryWithAttempts Of(DeliveryDetails details, bool showsResponses) => new(
        DeliveryResource.Of(details.Record),
        [.. details.Attempts.Select(attempt => Attempt.Of(attempt, showsResponses))],
        Encoding.UTF8.GetString(details.Payload));
}

/// <summary>One attempt of a delivery: the request and its response.</summary>
public sealed record Attempt(
    [property: Description("The attempt's number, starting at 1.")] int Number,
    DateTimeOffset StartedAt,
    int DurationMilliseconds,
    bool Success,
    [property: Description("The response's status code; 0 without a response.")] int ResponseCode,
    [property: Description("The status as text; the class of failure if there was no usable response.")] string ResponseText,
    [property: Description("The start of the response body, at most 16 KiB. Null without a response, and for read-only tokens, because an endpoint may echo secret headers.")]
    string? ResponseBody,
    [property: Description("Whether the response body was longer and was truncated. This does not affect success.")] bool ResponseTruncated)
{
    internal static Attempt Of(DeliveryAttempt attempt, bool showsResponse)
    {
        var detail = LoggedDetail.Of(attempt.StartedAt, new AttemptResult(attempt.StatusCode, attempt.Failure));
        return new Attempt(
            attempt.Number,
            attempt.StartedAt,
            (int)attempt.Duration.TotalMilliseconds,
            attempt.Succeeded,
            detail.ResponseCode,
            detail.ResponseText,
            showsResponse && attempt.ResponseBody is { } body ? Encoding.UTF8.GetString(body) : null,
            attempt.ResponseTruncated);
    }
}
