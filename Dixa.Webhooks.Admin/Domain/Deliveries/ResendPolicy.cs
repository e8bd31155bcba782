namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>Decides whether a delivery may be sent again.</summary>
public static class ResendPolicy
{
    public const string WebhookIsDisabled = "The webhook is disabled. Enable it to resend deliveries.";

    /// <summary>Why it may not, as a sentence for a reader; null when it may.</summary>
    public static string? Error(DeliveryState state, bool isTest, bool webhookIsEnabled) => state switch
    {
        DeliveryState.Pending => "The delivery is still pending: it is being sent anyway. Wait until it has ended.",
        _ when isTest => "The delivery is a test. Send another test instead.",
        _ when !webhookIsEnabled => WebhookIsDisabled,
        _ => null,
    };
}
