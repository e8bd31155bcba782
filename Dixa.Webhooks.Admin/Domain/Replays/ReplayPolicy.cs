namespace Dixa.Webhooks.Admin.Domain.Replays;

/// <summary>When missed events can be sent.</summary>
public static class ReplayPolicy
{
    public const string WebhookIsDisabled = "The webhook is disabled. Enable it to send missed events.";

    public const string IsRunning = "Missed events are already being sent to this webhook. Wait until that has ended, or cancel it.";

    public const string NotCounted = "The events could not be counted in time. Choose a shorter time span or fewer events.";

    /// <summary>A replay waits while the webhook has more due deliveries than this, so that new events do not wait long behind it.</summary>
    public static int MaxDue(int perSecond) => Math.Max(10, perSecond);
}
