namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Decides whether a delivery can be resent.</summary>
public static class ResendPolicy
{
    public const string ContentIsRemoved = "The payload was removed, so the delivery cannot be resent.";

    public const string WebhookIsDisabled = "The webhook is disabled. Enable it to resend deliveries.";

    /// <summary>Returns why a delivery cannot be resent, as a sentence for the user; null if it can.</summary>
    public static string? Error(DeliveryState state, bool isTest, bool isRemoved, bool webhookIsEnabled) => state switch
    {
        DeliveryState.Pending => "The delivery is still pending. Wait until it has ended.",
        _ when isTest => "The delivery is a test event. Send another test event instead.",
        _ when isRemoved => ContentIsRemoved,
        _ when !webhookIsEnabled => WebhookIsDisabled,
        _ => null,
    };
}
