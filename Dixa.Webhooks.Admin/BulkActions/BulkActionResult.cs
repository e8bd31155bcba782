namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>The result of a command on a bulk action.</summary>
public abstract record BulkActionResult
{
    private BulkActionResult()
    {
    }

    /// <summary>The action was started, now or by an earlier call with the same id.</summary>
    public sealed record Started(Guid Id) : BulkActionResult;

    /// <summary>There is nothing to act on, so no action was started.</summary>
    public sealed record NothingToDo : BulkActionResult;

    /// <summary>The command was carried out, also if the action was in that state already.</summary>
    public sealed record Accepted : BulkActionResult;

    /// <summary>The action is over.</summary>
    public sealed record IsOver : BulkActionResult;

    public sealed record NotFound : BulkActionResult;

    public sealed record Forbidden : BulkActionResult;
}
