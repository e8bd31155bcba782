namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The message to the user when a delivery cannot be shown or resent.</summary>
internal static class DeliveryError
{
    public const string Removed = "This delivery no longer exists because the webhook was removed.";
}
