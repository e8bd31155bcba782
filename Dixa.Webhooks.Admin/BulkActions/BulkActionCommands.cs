using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Lets administrators pause, resume and cancel bulk actions. They are started by the commands of their kind.</summary>
public sealed class BulkActionCommands(BulkActionStore store, BulkActionQueries queries)
{
    public Task<BulkActionResult> PauseAsync(Actor actor, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, BulkActionState.Paused, () => store.PauseAsync(id, actor, reason: null, cancel), cancel);

    public Task<BulkActionResult> ResumeAsync(Actor actor, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, BulkActionState.Running, () => store.ResumeAsync(id, actor, cancel), cancel);

    /// <summary>Ends an action. What it has done until then stays.</summary>
    public Task<BulkActionResult> CancelAsync(Actor actor, Guid id, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, BulkActionState.Cancelled, () => store.EndAsync(id, BulkActionState.Cancelled, actor, reason: null, cancel), cancel);

    private async Task<BulkActionResult> ChangeAsync(Actor actor, Guid id, BulkActionState to, Func<Task<bool>> change, CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new BulkActionResult.Forbidden();
        }

        if (await change())
        {
            return new BulkActionResult.Accepted();
        }

        return await queries.FindAsync(id, cancel) switch
        {
            null => new BulkActionResult.NotFound(),
            var found when found.State == to => new BulkActionResult.Accepted(),
            _ => new BulkActionResult.IsOver(),
        };
    }
}
