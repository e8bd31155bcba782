namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>A delivery's state. The numbers are stored: never reuse one.</summary>
public enum DeliveryState
{
    /// <summary>Waiting for the first or next attempt.</summary>
    Pending = 0,

    Delivered = 1,

    /// <summary>Every attempt failed.</summary>
    Failed = 2,

    /// <summary>The webhook was disabled, or a person cancelled the delivery, before it succeeded.</summary>
    Cancelled = 3,
}
