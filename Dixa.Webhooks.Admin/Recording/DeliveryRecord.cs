using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>A delivery with what screens show next to it.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="EventId">The UUID of its event.</param>
/// <param name="CancelledReason">Why it was cancelled; null unless it was.</param>
/// <param name="Removed">When and why the event's content was removed; null unless it was.</param>
public sealed record DeliveryRecord(Delivery Delivery, Guid EventId, DisableReason? CancelledReason = null, RemovedContent? Removed = null);

/// <summary>A delivery with its attempts, oldest first, and the exact payload bytes that are sent, or what is left of them.</summary>
public sealed record DeliveryDetails(DeliveryRecord Record, IReadOnlyList<DeliveryAttempt> Attempts, byte[] Payload);
