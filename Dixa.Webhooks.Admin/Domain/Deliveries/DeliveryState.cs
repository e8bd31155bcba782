namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Where a delivery stands. The numbers are stored: never reuse one.</summary>
public enum DeliveryState
{
    /// <summary>Waiting for its first or its next attempt.</summary>
    Pending = 0,

    Delivered = 1,

    /// <summary>Every attempt failed.</summary>
    Failed = 2,

    /// <summary>Its webhook was disabled before it was delivered.</summary>
    Cancelled = 3,
}
