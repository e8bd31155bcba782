namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The settings of automatic disabling.</summary>
/// <param name="ConsecutiveFailures">The number of consecutive failed attempts that disables a webhook.</param>
/// <param name="Window">The max time between the first and last of these failures.</param>
public sealed record AutoDisableRule(int ConsecutiveFailures, TimeSpan Window);

/// <summary>
/// Decides whether a webhook is disabled. Dixa's guide says: after 25 consecutive failed attempts within 3 hours.
/// Attempts of all deliveries count together.
/// </summary>
public static class AutoDisablePolicy
{
    /// <summary>A few failures are normal; they are retried.</summary>
    private const int FewFailures = 3;

    /// <summary>Users are warned at this share of the failures that disable a webhook.</summary>
    private const int WarnPercent = 60;

    /// <summary>From this number of consecutive failures on, the webhook's page says that it is failing.</summary>
    public static int MentionAt(AutoDisableRule rule) => Math.Min(FewFailures, rule.ConsecutiveFailures);

    /// <summary>From this number of consecutive failures on, users are notified that the webhook will be disabled. Null if that is too close to the limit.</summary>
    public static int? WarnAt(AutoDisableRule rule) => ((rule.ConsecutiveFailures * WarnPercent) + 99) / 100 is var at && at < rule.ConsecutiveFailures ? at : null;

    /// <param name="consecutiveFailures">How many attempts have failed since the last success, in the order in which they ended.</param>
    /// <param name="failures">The start times of the latest failed attempts; the attempt that ended last comes first.</param>
    public static bool ShouldDisable(int consecutiveFailures, IReadOnlyList<DateTimeOffset> failures, AutoDisableRule rule) =>
        consecutiveFailures >= rule.ConsecutiveFailures
        && failures.Count >= rule.ConsecutiveFailures
        && Length(failures.Take(rule.ConsecutiveFailures)) <= rule.Window;

    // Min and max, because several requests are in flight at a time and do not end in the order in which they started.
    private static TimeSpan Length(IEnumerable<DateTimeOffset> times) => times.Max() - times.Min();
}
