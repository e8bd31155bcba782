namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The result of a change to a pending delivery.</summary>
public abstract record PendingResult
{
    private PendingResult()
    {
    }

    public sealed record Changed : PendingResult;

    /// <summary>The current state does not allow it. <c>Reason</c> is a sentence for the user.</summary>
    public sealed record Refused(string Reason) : PendingResult;

    public sealed record NotFound : PendingResult;

    public sealed record Forbidden : PendingResult;
}
