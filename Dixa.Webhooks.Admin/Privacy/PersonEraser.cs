using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Privacy;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>
/// Erases a person from the store on request: shows what would be removed, starts the erasure, and tells how far it is. <see cref="ErasureRunner"/> does
/// the work.
/// </summary>
public sealed class PersonEraser(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, ErasureSecrets secrets, ErasureSignal signal, TimeProvider time)
{
    private const string Field = "value";
    private const int ShownSamples = 5;
    private const int ShownErasures = 20;

    /// <summary>The preview searches this many of the newest events as text.</summary>
    private const int MaxRecent = 1_000;

    /// <summary>Finds what mentions the person, without changing anything. The field of Invalid is <c>value</c>.</summary>
    public async Task<ErasureResult> PreviewAsync(Actor actor, string? value, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ErasureResult.Forbidden();
        }

        return PersonIdentifier.TryParse(value, out var person) ? new ErasureResult.Previewed(await FindAsync(person, cancel)) : NotAPerson();
    }

    /// <summary>Starts to erase the person. Events that are received later are kept. The field of Invalid is <c>value</c>.</summary>
    public async Task<ErasureResult> StartAsync(Actor actor, string? value, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new ErasureResult.Forbidden();
        }

        if (!PersonIdentifier.TryParse(value, out var person))
        {
            return NotAPerson();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        var hash = await AuditLog.HashAsync(context, person, cancel);
        var erasure = new StoredErasure
        {
            Id = Guid.CreateVersion7(now),
            RequestedAt = now,
            ActorKind = actor.Kind,
            ActorId = actor.Id,
            ActorName = actor.Name,
            Kind = person.Kind,
            Hash = hash,
            Value = secrets.Protect(person.Value),
            LastEvent = await context.Events.MaxAsync(stored => (long?)stored.Id, cancel) ?? 0,
            LastAttempt = await context.Attempts.MaxAsync(attempt => (long?)attempt.Id, cancel) ?? 0,
        };
        context.Erasures.Add(erasure);
        await audit.AddAsync(context, actor, AuditTarget.History, new Activity.PersonErasureRequested(person.Kind.Words(), hash), cancel);
        await transaction.CommitAsync(cancel);
        signal.Set();
        return new ErasureResult.Started(erasure.Id);
    }

    /// <summary>The last erasures, newest first; empty if the actor may not see them.</summary>
    public async Task<IReadOnlyList<ErasureView>> ListAsync(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return [];
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var erasures = await context.Erasures.AsNoTracking().OrderByDescending(erasure => erasure.RequestedAt).Take(ShownErasures).ToListAsync(cancel);
        return [.. erasures.Select(View)];
    }

    /// <summary>Null if there is no such erasure or the actor may not see it.</summary>
    public async Task<ErasureView?> FindAsync(Actor actor, Guid id, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return actor.MayManage && await context.Erasures.AsNoTracking().SingleOrDefaultAsync(erasure => erasure.Id == id, cancel) is { } found ? View(found) : null;
    }

    private static ErasureResult.Invalid NotAPerson() => new(new FieldError(Field, $"must be {PersonIdentifier.Expected}."));

    private static bool IsComplete(StoredErasure erasure) => erasure.SearchedEvents >= erasure.LastEvent && erasure.SearchedAttempts >= erasure.LastAttempt;

    private static ErasureView View(StoredErasure erasure) => new(
        erasure.Id,
        erasure.RequestedAt,
        erasure.ActorName,
        erasure.Kind,
        erasure.FinishedAt is null ? ErasureState.Running : IsComplete(erasure) ? ErasureState.Finished : ErasureState.Failed,
        IsComplete(erasure) ? 1 : (double)(erasure.SearchedEvents + erasure.SearchedAttempts) / Math.Max(1, erasure.LastEvent + erasure.LastAttempt),
        erasure.FinishedAt,
        erasure.Events,
        erasure.Cancelled,
        erasure.Responses);

    private async Task<ErasurePreview> FindAsync(PersonIdentifier person, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var subject = person.Subject.Value;
        var events = context.EventSubjects.AsNoTracking().Where(row => row.Subject == subject)
            .Join(context.Events, row => row.EventKey, stored => stored.Id, (_, stored) => stored).Where(stored => stored.RemovedAt == null);
        var range = await events.GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), From = (DateTimeOffset?)all.Min(stored => stored.ReceivedAt), To = (DateTimeOffset?)all.Max(stored => stored.ReceivedAt) })
            .SingleOrDefaultAsync(cancel);
        var webhooks = await events.Join(context.Deliveries, stored => stored.Id, delivery => delivery.EventKey, (_, delivery) => delivery)
            .GroupBy(delivery => delivery.SubscriptionId)
            .Select(ofWebhook => new { Webhook = ofWebhook.Key, Count = ofWebhook.Count(), Pending = ofWebhook.Count(delivery => delivery.State == DeliveryState.Pending) })
            .ToListAsync(cancel);
        Guid[] ids = [.. webhooks.Select(webhook => webhook.Webhook)];
        var names = await context.Subscriptions.Where(webhook => ids.Contains(webhook.Id)).OrderBy(webhook => webhook.Name).Select(webhook => webhook.Name).ToListAsync(cancel);
        var samples = await events.OrderByDescending(stored => stored.Id).Take(ShownSamples)
            .Select(stored => new ErasureSample(stored.EventId, stored.EventType, stored.ReceivedAt)).ToListAsync(cancel);
        var (recent, others) = await OtherMentionsAsync(context, person, cancel);
        var hasUnindexed = await context.Identity.AnyAsync(store => store.UnindexedEvents > 0, cancel);
        return new ErasurePreview(
            range?.Count ?? 0, webhooks.Sum(webhook => webhook.Count), webhooks.Sum(webhook => webhook.Pending), names, range?.From, range?.To, samples, recent, others, hasUnindexed);
    }

    /// <summary>
    /// Searches the newest events as text. The company's own address is in almost every event, and not in the index. Without this, a preview would say that
    /// erasing it removes nothing.
    /// </summary>
    private static async Task<(int Recent, int Mentions)> OtherMentionsAsync(WebhooksDbContext context, PersonIdentifier person, CancellationToken cancel)
    {
        var (after, subject, mentions) = ((await context.Events.MaxAsync(stored => (long?)stored.Id, cancel) ?? 0) - MaxRecent, person.Subject.Value, new PersonMentions(person));
        var recent = await EventBatch.ReadAsync(context.Events.Where(stored => stored.Id > after && stored.RemovedAt == null), MaxRecent, cancel);
        var indexed = await context.EventSubjects.Where(row => row.Subject == subject && row.EventKey > after).Select(row => row.EventKey).ToHashSetAsync(cancel);
        return (recent.Count, recent.Count(stored => !indexed.Contains(stored.Id) && mentions.In(stored.Payload)));
    }
}
