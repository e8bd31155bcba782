namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>The settings of retries.</summary>
/// <param name="MaxAttempts">The max number of attempts, including the first.</param>
/// <param name="Delay">The time from the end of a failed attempt to the next attempt.</param>
public sealed record RetryRule(int MaxAttempts, TimeSpan Delay)
{
    /// <summary>
    /// The max number of attempts of a delivery. A test event has one. The result is never less than the number of attempts made,
    /// because the settings may have changed since.
    /// </summary>
    public int AttemptsOf(int made, bool isTest) => Math.Max(isTest ? 1 : MaxAttempts, made);
}

/// <summary>What happens to a delivery after an attempt.</summary>
public abstract record NextStep
{
    private NextStep()
    {
    }

    public sealed record Done : NextStep;

    /// <summary>The delivery is retried at this time or later.</summary>
    public sealed record RetryAt(DateTimeOffset At) : NextStep;

    /// <summary>The delivery has failed; there are no attempts left.</summary>
    public sealed record GiveUp : NextStep;
}

/// <summary>Decides what follows an attempt. Dixa's guide says: retry after one minute, at most five attempts.</summary>
public static class RetryPolicy
{
    /// <summary>Returns the next step after an attempt. Attempt numbers start at 1.</summary>
    public static NextStep Next(int attempt, AttemptResult result, DateTimeOffset endedAt, RetryRule rule) => result switch
    {
        { Succeeded: true } => new NextStep.Done(),
        _ when attempt < rule.MaxAttempts => new NextStep.RetryAt(endedAt + rule.Delay),
        _ => new NextStep.GiveUp(),
    };
}
