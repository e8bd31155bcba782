using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>One event on its way to one webhook.</summary>
public sealed record Delivery(
    long Id,
    [property: Description("The event_id that the receiver sees.")] Guid EventId,
    [property: Description("The event, in the API's names.")] string Event,
    [property: Description("Pending, Delivered, Failed (for good) or Cancelled (its webhook was disabled)."), AllowedValues("Pending", "Delivered", "Failed", "Cancelled")] string Status,
    [property: Description("How many attempts were made.")] int AttemptCount,
    DateTimeOffset CreatedAt,
    [property: Description("While it is pending: when its next attempt may begin.")] DateTimeOffset? NextAttemptAt,
    [property: Description("How its last attempt went; null before the first.")] LoggedDetail? LastAttempt,
    [property: Description("Why it was cancelled; null unless it was.")] string? CancelledReason,
    [property: Description("It was a test send.")] bool Test,
    [property: Description("The delivery that it sends again; null for an event's own delivery.")] long? ResendOf)
{
    internal static Delivery Of(Domain.Deliveries.Delivery delivery, Guid eventId) => new(
        delivery.Id,
        eventId,
        EventNames.Of(delivery.EventType),
        delivery.State.ToString(),
        delivery.Attempts,
        delivery.CreatedAt,
        delivery.State is DeliveryState.Pending ? delivery.DueAt : null,
        delivery.LastAttemptAt is { } at ? LoggedDetail.Of(at, new AttemptResult(delivery.LastStatusCode, delivery.LastFailure)) : null,
        delivery.CancelledReason,
        delivery.IsTest,
        delivery.ResendOf);
}

/// <summary>A delivery with its attempts and its payload.</summary>
public sealed record DeliveryWithAttempts(
    Delivery Delivery,
    [property: Description("The attempts, oldest first.")] IReadOnlyList<Attempt> Attempts,
    [property: Description("The exact body, as a string.")] string Payload)
{
    internal static DeliveryWithAttempts Of(DeliveryDetails details, bool showsAnswers) => new(
        Delivery.Of(details.Delivery, details.EventId),
        [.. details.Attempts.Select(attempt => Attempt.Of(attempt, showsAnswers))],
        Encoding.UTF8.GetString(details.Payload));
}

/// <summary>One request of a delivery, and what came back.</summary>
public sealed record Attempt(
    [property: Description("From 1.")] int Number,
    DateTimeOffset StartedAt,
    int DurationMilliseconds,
    bool Success,
    [property: Description("The answer's status; 0 when there was none.")] int ResponseCode,
    [property: Description("The status in words; without a usable answer the failure's class.")] string ResponseText,
    [property: Description("How the answer's body begins, at most 16 KiB; null without an answer, and for a token that may only read, since an endpoint may repeat what it was sent.")]
    string? ResponseBody,
    [property: Description("The body was longer and was cut; its length has no effect on success.")] bool ResponseTruncated)
{
    internal static Attempt Of(DeliveryAttempt attempt, bool showsAnswer)
    {
        var detail = LoggedDetail.Of(attempt.StartedAt, new AttemptResult(attempt.StatusCode, attempt.Failure));
        return new Attempt(
            attempt.Number,
            attempt.StartedAt,
            (int)attempt.Duration.TotalMilliseconds,
            attempt.Succeeded,
            detail.ResponseCode,
            detail.ResponseText,
            showsAnswer && attempt.ResponseBody is { } body ? Encoding.UTF8.GetString(body) : null,
            attempt.ResponseTruncated);
    }
}
