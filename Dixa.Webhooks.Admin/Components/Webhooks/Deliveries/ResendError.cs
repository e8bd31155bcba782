using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The message to the user when a delivery was not resent.</summary>
internal static class ResendError
{
    public const string NoResponse = "The delivery was not resent because the database did not respond. Try again.";

    /// <returns>Null when it was resent.</returns>
    public static string? Of(SendResult result) => result switch
    {
        SendResult.Resent => null,
        SendResult.Refused refused => refused.Reason,
        SendResult.NotFound => DeliveryError.Removed,
        SendResult.Forbidden => "Only administrators can resend deliveries. Nothing was sent.",
        _ => "The delivery was not resent.",
    };
}
