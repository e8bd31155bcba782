using Dixa.Webhooks.Admin.Domain.Deliveries;

namespace Dixa.Webhooks.Admin.Recording;

/// <summary>A delivery and the UUID of its event.</summary>
public sealed record DeliveryRecord(Delivery Delivery, Guid EventId);

/// <summary>A delivery with its attempts, oldest first, and the exact payload bytes that are sent.</summary>
public sealed record DeliveryDetails(Delivery Delivery, Guid EventId, IReadOnlyList<DeliveryAttempt> Attempts, byte[] Payload);
