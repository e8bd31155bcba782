namespace Dixa.Webhooks.Admin.Recovery;

/// <summary>The ids of the bulk actions that <see cref="RecoveryStarter"/> starts.</summary>
public sealed record RecoveryIds(Guid Resend, Guid Replay)
{
    public static RecoveryIds New() => new(Guid.NewGuid(), Guid.NewGuid());
}

/// <summary>The result of starting to send what a webhook missed.</summary>
public abstract record RecoveryResult
{
    private RecoveryResult()
    {
    }

    /// <param name="Deliveries">How many deliveries are resent.</param>
    /// <param name="Events">How many events are sent.</param>
    /// <param name="EventsRefused">Why no events are sent, as a sentence for the user; null unless they were refused.</param>
    public sealed record Started(int Deliveries, int Events, string? EventsRefused = null) : RecoveryResult;

    /// <summary>Everything was sent in the meantime.</summary>
    public sealed record NothingToDo : RecoveryResult;

    /// <summary>The current state does not allow it. <c>Reason</c> is a sentence for the user.</summary>
    public sealed record Refused(string Reason) : RecoveryResult;

    public sealed record NotFound : RecoveryResult;

    public sealed record Forbidden : RecoveryResult;
}
