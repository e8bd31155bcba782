using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Audit;

/// <summary>
/// Adds rows to the audit log, in the transaction of what they are about: either both are stored or neither is. After the commit, each row also goes to
/// the log, under this class's category.
/// </summary>
public sealed partial class AuditLog(IDbContextFactory<WebhooksDbContext> contexts, TimeProvider time, ILogger<AuditLog> logger)
{
    /// <summary>
    /// Adds a row in the caller's transaction, and saves the caller's changes. Call it last, because it locks the audit log until the end of the
    /// transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">The caller has begun no transaction.</exception>
    public Task AddAsync(WebhooksDbContext context, Actor actor, AuditTarget? target, Activity activity, CancellationToken cancel) =>
        AddAsync(context, actor, [(target, activity)], cancel);

    /// <summary>Adds several rows of one actor, like the other overload.</summary>
    public async Task AddAsync(WebhooksDbContext context, Actor actor, IReadOnlyList<(AuditTarget? Target, Activity Activity)> activities, CancellationToken cancel)
    {
        var written = new List<AuditRow>();
        context.AfterCommit(() => written.ForEach(Write));

        // The caller's rows are locked before the audit log, like in every other transaction.
        await context.SaveChangesAsync(cancel);
        if (activities.Count == 0)
        {
            return;
        }

        var (chain, now) = (await AuditChain.LockAsync(context, cancel), time.GetUtcNow());
        var (id, hash) = (chain.LastId, chain.LastHash);
        foreach (var (target, activity) in activities)
        {
            var row = Row(++id, now, actor, target, activity);
            row.Hash = hash = AuditHash.Of(chain.Key, hash, row);
            context.AuditRows.Add(row);
            written.Add(row);
        }

        await context.SaveChangesAsync(cancel);
        written.ForEach(row => context.Entry(row).State = EntityState.Detached);
        await AuditChain.UpdateAsync(context, chain.With(chain.FirstId, chain.Anchor, id, hash), cancel);
    }

    /// <summary>Adds a row for something that changes nothing else in the store, in a transaction of its own.</summary>
    public async Task RecordAsync(Actor actor, AuditTarget? target, Activity activity, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await AddAsync(context, actor, target, activity, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The hash by which the log refers to an erased person. Locks the audit log until the end of the caller's transaction.</summary>
    public static async Task<string> HashAsync(WebhooksDbContext context, PersonIdentifier person, CancellationToken cancel) =>
        Convert.ToHexStringLower(AuditHash.OfPerson((await AuditChain.LockAsync(context, cancel)).Key, person));

    private static AuditRow Row(long id, DateTimeOffset now, Actor actor, AuditTarget? target, Activity activity) => new()
    {
        Id = id,
        At = now,
        ActorKind = actor.Kind,
        ActorId = actor.Id == Guid.Empty ? null : actor.Id,
        ActorName = actor.Name,
        Address = actor.Address,
        Action = activity.Action,
        TargetKind = target?.Kind,
        TargetId = target?.Id,
        TargetName = target?.Name,
        Data = ActivityJson.Write(activity),
    };

    private void Write(AuditRow row) => Log.Added(
        logger, row.Id, row.Action, row.ActorKind, row.ActorName, row.ActorId, row.Address, row.TargetKind, row.TargetName, row.TargetId, row.Data);

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Information, "Audit {AuditId}: {Action}; actor: {ActorKind} {ActorName} {ActorId}; address: {Address}; target: {TargetKind} {TargetName} {TargetId}; detail: {Detail}")]
        public static partial void Added(
            ILogger logger, long auditId, AuditAction action, ActorKind actorKind, string actorName, Guid? actorId, string? address, AuditTargetKind? targetKind, string? targetName, Guid? targetId, string? detail);
    }
}
