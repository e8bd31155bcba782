using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Replays;

namespace Dixa.Webhooks.Admin.Recovery;

/// <summary>What a webhook did not get because its endpoint failed or the webhook was disabled, and what was not sent since.</summary>
/// <param name="Disabled">When the webhook was disabled, and enabled again.</param>
/// <param name="Cancelled">Deliveries that disabling cancelled.</param>
/// <param name="Failed">Deliveries that used all their attempts before.</param>
/// <param name="Events">How many events of the types that it subscribes to have no delivery; null if they could not be counted in time.</param>
/// <param name="Test">The last test event since the webhook was disabled; null if there is none.</param>
public sealed record MissedByWebhook(DisabledSpan Disabled, MissedDeliveries Cancelled, MissedDeliveries Failed, int? Events, TestOutcome? Test)
{
    /// <summary>How many can be sent.</summary>
    public int Total => Cancelled.Count + Failed.Count + (Events ?? 0);
}

/// <summary>Deliveries that can be resent and were not.</summary>
/// <param name="Count">How many, up to <see cref="MaxCount"/>.</param>
/// <param name="First">When the first one was created; null if there are none.</param>
public sealed record MissedDeliveries(int Count, DateTimeOffset? First)
{
    /// <summary>Counting stops here, because counting a million rows is slow.</summary>
    public const int MaxCount = 100_000;

    public static MissedDeliveries None { get; } = new(0, null);
}

/// <param name="At">When the test event was sent.</param>
/// <param name="DeliveryId">Its delivery.</param>
/// <param name="Result">How it ended.</param>
public sealed record TestOutcome(DateTimeOffset At, long DeliveryId, AttemptResult Result);
