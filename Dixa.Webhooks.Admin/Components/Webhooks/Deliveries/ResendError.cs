using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>Why a delivery was not sent again, in words for whoever asked for it.</summary>
internal static class ResendError
{
    public const string NoAnswer = "It was not sent again: the store did not answer. Try again.";

    /// <returns>Null when it is on its way.</returns>
    public static string? Of(SendResult result) => result switch
    {
        SendResult.Resent => null,
        SendResult.Refused refused => refused.Reason,
        SendResult.NotFound => "This delivery is gone: the webhook was removed meanwhile.",
        SendResult.Forbidden => "Only administrators may resend. Nothing was sent.",
        _ => "It was not sent again.",
    };
}
