using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Subscriptions;

namespace Dixa.Webhooks.Admin.Domain.Replays;

/// <summary>The last time span in which a webhook was disabled.</summary>
/// <param name="Since">When it was disabled.</param>
/// <param name="Until">When it was enabled again; null while it is disabled.</param>
public sealed record DisabledSpan(DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>Null if the webhook was never disabled, or if the audit log no longer says when.</summary>
    /// <param name="disabledAt">Since when it is disabled; null if it is enabled.</param>
    /// <param name="history">What was done to the webhook, oldest first.</param>
    public static DisabledSpan? Of(DateTimeOffset? disabledAt, IReadOnlyList<WebhookChange> history)
    {
        if (disabledAt is { } since)
        {
            return new DisabledSpan(since, null);
        }

        var enabled = history.LastOrDefault(change => change.Activity is Activity.Enabled);
        var disabled = history.TakeWhile(change => change != enabled)
            .LastOrDefault(change => change.Activity is Activity.Disabled or Activity.AutoDisabled or Activity.Created { IsDisabled: true });
        return enabled is null || disabled is null ? null : new DisabledSpan(disabled.At, enabled.At);
    }
}
