namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The retry rule's numbers.</summary>
/// <param name="MaxAttempts">Attempts in all, the first included.</param>
/// <param name="Delay">From a failed attempt's end to the next attempt.</param>
public sealed record RetryRule(int MaxAttempts, TimeSpan Delay)
{
    /// <summary>How many attempts a delivery is given. A test is made once, and the rule may have changed since.</summary>
    /// <param name="made">How many it has had.</param>
    /// <param name="isTest">Whether it is a test.</param>
    public int AttemptsOf(int made, bool isTest) => Math.Max(isTest ? 1 : MaxAttempts, made);
}

/// <summary>What becomes of a delivery after an attempt.</summary>
public abstract record NextStep;

/// <summary>It is delivered.</summary>
public sealed record Done : NextStep;

/// <summary>It is tried again, not before <paramref name="At"/>.</summary>
public sealed record RetryAt(DateTimeOffset At) : NextStep;

/// <summary>It has failed for good.</summary>
public sealed record GiveUp : NextStep;

/// <summary>Decides what follows an attempt. The guide: a failed webhook is sent again after a minute, five attempts in all.</summary>
public static class RetryPolicy
{
    /// <param name="attempt">The attempt's number, from 1.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="endedAt">When it ended.</param>
    /// <param name="rule">The rule's numbers.</param>
    public static NextStep Next(int attempt, AttemptResult result, DateTimeOffset endedAt, RetryRule rule) => result switch
    {
        { Succeeded: true } => new Done(),
        _ when attempt < rule.MaxAttempts => new RetryAt(endedAt + rule.Delay),
        _ => new GiveUp(),
    };
}
