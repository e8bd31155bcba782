using System.ComponentModel;
using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Microsoft.AspNetCore.WebUtilities;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>The contract's union <c>deliveryStatus</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "_type")]
[JsonDerivedType(typeof(DeliveryDetail), nameof(DeliveryDetail))]
[JsonDerivedType(typeof(NoRecentDelivery), nameof(NoRecentDelivery))]
public abstract record DeliveryStatus;

[Description("Nothing has been sent yet.")]
public sealed record NoRecentDelivery : DeliveryStatus;

[Description("The result of the last attempt.")]
public sealed record DeliveryDetail(
    [property: Description("When the attempt started.")] DateTimeOffset DeliveryTimestamp,
    [property: Description("Whether the endpoint responded with a status from 200 to 399.")] bool Success,
    [property: Description("The response's status code; 0 without a response.")] int ResponseCode,
    [property: Description("The status as text, for example OK; if there was no usable response, the class of failure, for example timeout, refused, DNS, TLS, reset.")]
    string ResponseText) : DeliveryStatus
{
    internal static DeliveryDetail Of(DateTimeOffset attemptedAt, AttemptResult result) => new(
        attemptedAt,
        result.Succeeded,
        result.StatusCode ?? 0,
        result.Failure is { } failure ? failure.Word() : Words(result.StatusCode ?? 0));

    /// <summary>Nonstandard status codes have no reason phrase.</summary>
    private static string Words(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } words ? words : "Unknown status";
}

/// <summary>A webhook's status for one event type.</summary>
public sealed record EventDeliveryStatus([property: Description("The event's name in this API.")] string Event, DeliveryStatus DeliveryStatus);

/// <summary>One delivery in the log of an event type.</summary>
public sealed record EventDeliveryLog(LoggedDetail DeliveryDetail, [property: Description("The exact request body, as a string.")] string Payload);

/// <summary>The result of a delivery's last attempt, where the contract has no union.</summary>
public sealed record LoggedDetail(
    [property: Description("When the attempt started.")] DateTimeOffset DeliveryTimestamp,
    [property: Description("Whether the endpoint responded with a status from 200 to 399.")] bool Success,
    [property: Description("The response's status code; 0 without a response.")] int ResponseCode,
    [property: Description("The status as text; the class of failure if there was no usable response.")] string ResponseText)
{
    internal static LoggedDetail Of(DateTimeOffset attemptedAt, AttemptResult result)
    {
        var detail = DeliveryDetail.Of(attemptedAt, result);
        return new LoggedDetail(detail.DeliveryTimestamp, detail.Success, detail.ResponseCode, detail.ResponseText);
    }
}
