namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>What a bulk action does. The numbers are stored: never reuse one.</summary>
public enum BulkActionKind
{
    /// <summary>Resends chosen deliveries of any webhook.</summary>
    ResendDeliveries = 1,

    /// <summary>Cancels chosen pending deliveries of any webhook.</summary>
    CancelDeliveries = 2,

    /// <summary>Sends the events that a webhook missed.</summary>
    ReplayEvents = 3,
}
