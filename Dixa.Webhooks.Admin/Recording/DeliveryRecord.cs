using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>A delivery with the UUID of its event, and why it was cancelled; null unless it was.</summary>
public sealed record DeliveryRecord(Delivery Delivery, Guid EventId, DisableReason? CancelledReason = null);

/// <summary>A delivery with its attempts, oldest first, and the exact payload bytes that are sent.</summary>
public sealed record DeliveryDetails(DeliveryRecord Record, IReadOnlyList<DeliveryAttempt> Attempts, byte[] Payload);
