namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Decides whether a delivery can be resent.</summary>
public static class ResendPolicy
{
    public const string WebhookIsDisabled = "The webhook is disabled. Enable it to resend deliveries.";

    /// <summary>Returns why a delivery cannot be resent, as a sentence for the user; null if it can.</summary>
    public static string? Error(DeliveryState state, bool isTest, bool webhookIsEnabled) => state switch
    {
        DeliveryState.Pending => "The delivery is still pending. Wait until it has ended.",
        _ when isTest => "The delivery is a test event. Send another test event instead.",
        _ when !webhookIsEnabled => WebhookIsDisabled,
        _ => null,
    };
}
