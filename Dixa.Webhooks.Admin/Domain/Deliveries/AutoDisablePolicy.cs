namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The auto-disable rule's numbers.</summary>
/// <param name="Failures">How many failed attempts in a row disable a webhook.</param>
/// <param name="Window">Within which time the whole run must lie.</param>
public sealed record AutoDisableRule(int Failures, TimeSpan Window);

/// <summary>
/// Decides whether a webhook is disabled. The guide: 25 failed attempts in a row within 3 hours.
/// A run is of attempts, whichever deliveries they belong to.
/// </summary>
public static class AutoDisablePolicy
{
    /// <param name="attempts">The webhook's latest attempts that count, newest first: when each began and whether it succeeded.</param>
    /// <param name="rule">The rule's numbers.</param>
    public static bool ShouldDisable(IReadOnlyList<(DateTimeOffset StartedAt, bool Succeeded)> attempts, AutoDisableRule rule) =>
        attempts.Count >= rule.Failures
        && attempts.Take(rule.Failures).All(attempt => !attempt.Succeeded)
        && Length(attempts.Take(rule.Failures)) <= rule.Window;

    // Several requests are in flight at a time, and they do not end in the order in which they began.
    private static TimeSpan Length(IEnumerable<(DateTimeOffset StartedAt, bool Succeeded)> run) =>
        run.Max(attempt => attempt.StartedAt) - run.Min(attempt => attempt.StartedAt);
}
