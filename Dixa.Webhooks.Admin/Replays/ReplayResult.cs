using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>The result of a request to send missed events.</summary>
public abstract record ReplayResult
{
    private ReplayResult()
    {
    }

    /// <summary>Nothing was changed: a dry run, or nothing was missed.</summary>
    public sealed record Counted(MissedEvents Missed) : ReplayResult;

    /// <summary>The events are sent in the background.</summary>
    /// <param name="Id">The bulk action.</param>
    /// <param name="Missed">What is sent.</param>
    public sealed record Started(Guid Id, MissedEvents Missed) : ReplayResult;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ReplayResult;

    /// <summary>The current state does not allow it. <c>Reason</c> is a sentence for the user.</summary>
    public sealed record Refused(string Reason) : ReplayResult;

    public sealed record NotFound : ReplayResult;

    public sealed record Forbidden : ReplayResult;
}
