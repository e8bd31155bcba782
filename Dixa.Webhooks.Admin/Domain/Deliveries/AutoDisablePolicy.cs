namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The auto-disable rule's numbers.</summary>
/// <param name="Failures">How many failed attempts in a row disable a webhook.</param>
/// <param name="Window">Within which time the whole run must lie.</param>
public sealed record AutoDisableRule(int ConsecutiveFailures, TimeSpan Window);

/// <summary>
/// Decides whether a webhook is disabled. The guide: 25 failed attempts in a row within 3 hours.
/// A run is of attempts, whichever deliveries they belong to.
/// </summary>
public static class AutoDisablePolicy
{
    /// <param name="consecutiveFailures">How many attempts have failed since the last that succeeded, in the order in which they ended.</param>
    /// <param name="failures">When the latest attempts that failed began, the one that ended last first.</param>
    /// <param name="rule">The rule's numbers.</param>
    public static bool ShouldDisable(int consecutiveFailures, IReadOnlyList<DateTimeOffset> failures, AutoDisableRule rule) =>
        consecutiveFailures >= rule.ConsecutiveFailures
        && failures.Count >= rule.ConsecutiveFailures
        && Length(failures.Take(rule.ConsecutiveFailures)) <= rule.Window;

    // Several requests are in flight at a time, and they do not end in the order in which they began.
    private static TimeSpan Length(IEnumerable<DateTimeOffset> run) => run.Max() - run.Min();
}
