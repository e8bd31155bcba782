using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Starts bulk actions and changes their state, each together with its row in the audit log.</summary>
public sealed class BulkActionStore(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, IEnumerable<IBulkActionHandler> handlers, BulkActionSignal signal, TimeProvider time)
{
    private readonly Dictionary<BulkActionKind, IBulkActionHandler> _handlers = handlers.ToDictionary(handler => handler.Kind);

    /// <summary>The kinds that this version can do.</summary>
    internal BulkActionKind[] Kinds => [.. _handlers.Keys];

    internal IBulkActionHandler HandlerOf(StoredBulkAction action) => _handlers[action.Kind];

    /// <summary>
    /// Starts an action in the caller's transaction, which the caller commits afterwards. Call it last, because it locks the audit log. The caller checks
    /// before that there is no action with this id.
    /// </summary>
    /// <param name="context">With a transaction.</param>
    /// <param name="actor">Who starts it, as in <paramref name="action"/>.</param>
    /// <param name="action">The action, running.</param>
    /// <param name="started">What the audit log says.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task AddAsync(WebhooksDbContext context, Actor actor, StoredBulkAction action, Activity started, CancellationToken cancel)
    {
        context.BulkActions.Add(action);
        await audit.AddAsync(context, actor, TargetOf(action), started, cancel);
        context.AfterCommit(signal.Set);
    }

    /// <summary>Pauses a running action. False if it is not running.</summary>
    internal Task<bool> PauseAsync(Guid id, Actor? actor, string? reason, CancellationToken cancel) => ChangeAsync(
        id, [BulkActionState.Running], BulkActionState.Paused, reason, actor, (_, action) => Task.FromResult<Activity>(new Activity.BulkActionPaused(action.Kind.ToString(), reason)), cancel);

    /// <summary>Resumes a paused action. False if it is not paused.</summary>
    internal Task<bool> ResumeAsync(Guid id, Actor actor, CancellationToken cancel) => ChangeAsync(
        id, [BulkActionState.Paused], BulkActionState.Running, null, actor, (_, action) => Task.FromResult<Activity>(new Activity.BulkActionResumed(action.Kind.ToString())), cancel);

    /// <summary>Ends an action. False if it is over.</summary>
    /// <param name="id">The action's id.</param>
    /// <param name="state">Completed, cancelled or failed.</param>
    /// <param name="actor">Who ends it; null for the person who started it.</param>
    /// <param name="reason">Why it has failed.</param>
    /// <param name="cancel">Stops.</param>
    internal Task<bool> EndAsync(Guid id, BulkActionState state, Actor? actor, string? reason, CancellationToken cancel) => ChangeAsync(
        id,
        state is BulkActionState.Cancelled ? [BulkActionState.Running, BulkActionState.Paused] : [BulkActionState.Running],
        state,
        reason,
        actor,
        async (context, action) =>
        {
            await HandlerOf(action).CleanUpAsync(context, action, cancel);
            return HandlerOf(action).Ended(action);
        },
        cancel);

    private async Task<bool> ChangeAsync(
        Guid id, BulkActionState[] from, BulkActionState to, string? reason, Actor? actor, Func<WebhooksDbContext, StoredBulkAction, Task<Activity>> change, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var kinds = Kinds;
        DateTimeOffset? endedAt = to is BulkActionState.Running or BulkActionState.Paused ? null : time.GetUtcNow();

        // It locks the row: a step that is being stored is counted, and no step follows.
        var changed = await context.BulkActions.Where(action => action.Id == id && from.Contains(action.State) && kinds.Contains(action.Kind)).ExecuteUpdateAsync(
            action => action.SetProperty(row => row.State, to).SetProperty(row => row.EndedAt, endedAt).SetProperty(row => row.Error, reason), cancel);
        if (changed == 0)
        {
            return false;
        }

        var action = await context.BulkActions.AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        await audit.AddAsync(context, actor ?? ActorOf(action), TargetOf(action), await change(context, action), cancel);
        context.AfterCommit(signal.Set);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static AuditTarget TargetOf(StoredBulkAction action) => action.WebhookId is { } id ? AuditTarget.Webhook(id, action.WebhookName ?? "") : AuditTarget.History;

    private static Actor ActorOf(StoredBulkAction action) => new(action.ActorId, action.ActorName, Role.Administrator) { Kind = action.ActorKind, Address = action.ActorAddress };
}
