using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>A delivery with its webhook.</summary>
public sealed record FoundDeliveryResource(
    [property: Description("The webhook's id.")] Guid WebhookId,
    [property: Description("The webhook's name; null if it was removed.")] string? Webhook,
    [property: Description("The number of the conversation; null if the event has none.")] long? Conversation,
    DeliveryResource Delivery)
{
    internal static FoundDeliveryResource Of(FoundDelivery found) => new(
        found.Record.Delivery.SubscriptionId, found.WebhookName, found.Conversation, DeliveryResource.Of(found.Record));
}

/// <summary>An event with its deliveries, and the webhooks that did not get it.</summary>
public sealed record EventResource(
    [property: Description("The event_id in the payload.")] Guid EventId,
    [property: Description("The event's name in this API.")] string Event,
    DateTimeOffset ReceivedAt,
    [property: Description("The number of the conversation; null if the event has none.")] long? Conversation,
    [property: Description("The exact request body, as a string. If the content was removed: the envelope and the number of the conversation.")] string Payload,
    [property: Description("When the payload and the responses were removed; null unless they were.")] DateTimeOffset? ContentRemovedAt,
    [property: Description("All deliveries, newest first.")] IReadOnlyList<FoundDeliveryResource> Deliveries,
    [property: Description("The webhooks without a delivery, with the reason.")] IReadOnlyList<NotSentResource> NotSent)
{
    internal static EventResource Of(FoundEvent found) => new(
        found.EventId,
        EventNames.Of(found.EventType),
        found.ReceivedAt,
        found.Conversation,
        Encoding.UTF8.GetString(found.Payload),
        found.Removed?.At,
        [.. found.Deliveries.Select(FoundDeliveryResource.Of)],
        [.. found.NotSent.Select(NotSentResource.Of)]);
}

/// <summary>A webhook that did not get an event.</summary>
public sealed record NotSentResource(
    [property: Description("The webhook's id.")] Guid WebhookId,
    [property: Description("The webhook's name.")] string Webhook,
    [property: Description("CreatedLater, Disabled (at that time, by a person or token), AutoDisabled (at that time, because its endpoint kept failing), NotSubscribed, SubscribedLater, TestOfAnother (the event is a test of another webhook), Removed (with its deliveries) or Purged (the delivery)."),
        AllowedValues("CreatedLater", "Disabled", "AutoDisabled", "NotSubscribed", "SubscribedLater", "TestOfAnother", "Removed", "Purged")] string Reason,
    [property: Description("When the webhook was created, disabled, subscribed or removed; null if that does not apply or is not known.")] DateTimeOffset? At,
    [property: Description("The name of who did it; null if that does not apply or is not known.")] string? By)
{
    internal static NotSentResource Of(NotSent notSent)
    {
        var (at, by) = notSent.Reason switch
        {
            NotSentReason.CreatedLater later => (later.At, null),
            NotSentReason.Disabled disabled => (disabled.Since, disabled.By),
            NotSentReason.SubscribedLater later => (later.At, later.By),
            NotSentReason.Removed removed => (removed.At, removed.By),
            _ => (default(DateTimeOffset?), default(string)),
        };
        return new NotSentResource(notSent.WebhookId, notSent.WebhookName, notSent.Reason is NotSentReason.Disabled { IsAutomatic: true } ? "AutoDisabled" : notSent.Reason.GetType().Name, at, by);
    }
}
