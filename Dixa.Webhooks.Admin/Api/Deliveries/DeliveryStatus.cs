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

/// <summary>Nothing was sent yet.</summary>
[Description("Nothing was sent yet.")]
public sealed record NoRecentDelivery : DeliveryStatus;

/// <summary>How an attempt went.</summary>
[Description("How the last attempt went.")]
public sealed record DeliveryDetail(
    [property: Description("When it began.")] DateTimeOffset DeliveryTimestamp,
    [property: Description("Whether the endpoint answered with a status from 200 to 399.")] bool Success,
    [property: Description("The answer's status; 0 when there was none.")] int ResponseCode,
    [property: Description("The status in words, for example OK; without a usable answer the failure's class, for example timeout, refused, DNS, TLS, reset.")]
    string ResponseText) : DeliveryStatus
{
    internal static DeliveryDetail Of(DateTimeOffset attemptedAt, AttemptResult result) => new(
        attemptedAt,
        result.Succeeded,
        result.StatusCode ?? 0,
        result.Failure is { } failure ? failure.Word() : Words(result.StatusCode ?? 0));

    /// <summary>A status that nobody has defined has no words.</summary>
    private static string Words(int status) => ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } words ? words : "Unknown status";
}

/// <summary>How an event type stands for a webhook.</summary>
public sealed record EventDeliveryStatus([property: Description("The event, in the API's names.")] string Event, DeliveryStatus DeliveryStatus);

/// <summary>One delivery in the log of an event type.</summary>
public sealed record EventDeliveryLog(LoggedDetail DeliveryDetail, [property: Description("The exact body that was sent, as a string.")] string Payload);

/// <summary>How a delivery's last attempt went, where it is no union.</summary>
public sealed record LoggedDetail(
    [property: Description("When it began.")] DateTimeOffset DeliveryTimestamp,
    [property: Description("Whether the endpoint answered with a status from 200 to 399.")] bool Success,
    [property: Description("The answer's status; 0 when there was none.")] int ResponseCode,
    [property: Description("The status in words; without a usable answer the failure's class.")] string ResponseText)
{
    internal static LoggedDetail Of(DateTimeOffset attemptedAt, AttemptResult result)
    {
        var detail = DeliveryDetail.Of(attemptedAt, result);
        return new LoggedDetail(detail.DeliveryTimestamp, detail.Success, detail.ResponseCode, detail.ResponseText);
    }
}
