using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

/// <summary>
/// How far a bulk action is. The handler of each write that is a step of one calls it, so that the rows and the progress are in the same commit: a killed
/// process neither loses a row nor acts on it twice.
/// </summary>
internal static class BulkProgress
{
    private const string Move = "UPDATE bulk_actions SET position = @to WHERE id = @id AND position = @from AND state = @running";
    private const string TakePart = "UPDATE bulk_action_parts SET taken = taken + @count WHERE action_id = @id AND number = @part";
    private const string Count = "UPDATE bulk_actions SET done = done + @done, skipped = skipped + @skipped WHERE id = @id";

    /// <summary>
    /// Begins the step and locks the action until the commit. False if the action was paused or ended, or another process made the step: then nothing may
    /// be stored.
    /// </summary>
    public static bool TryMove(WriteSession session, Guid action, long from, long to) =>
        session.Execute(Move, ("@to", to), ("@id", action), ("@from", from), ("@running", (int)BulkActionState.Running)) > 0;

    /// <summary>Like the other overload, for an action on deliveries.</summary>
    public static bool TryMove(WriteSession session, BulkMove move) =>
        TryMove(session, move.Action, move.From, move.To) && session.Execute(TakePart, ("@count", move.Deliveries.Count), ("@id", move.Action), ("@part", move.Part)) > 0;

    /// <summary>Adds the rows of the step.</summary>
    public static void Add(WriteSession session, Guid action, int done, int skipped) =>
        session.Execute(Count, ("@done", done), ("@skipped", skipped), ("@id", action));
}
