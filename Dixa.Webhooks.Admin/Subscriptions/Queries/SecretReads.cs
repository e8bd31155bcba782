using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions.Queries;

/// <summary>
/// Records which API tokens read which webhooks' secrets: the first read of each hour, and nothing for later ones. Another process that shares the store
/// sees the row and adds none, except if both read for the first time at the same moment.
/// </summary>
public sealed class SecretReads(IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, TimeProvider time)
{
    /// <summary>Guards <see cref="_hour"/> and <see cref="_recorded"/>.</summary>
    private readonly Lock _gate = new();
    private readonly HashSet<(Guid Token, Guid Webhook)> _recorded = [];
    private DateTimeOffset _hour;

    /// <summary>Returns after the reads are stored. Does nothing for actors who get masks.</summary>
    public async Task RecordAsync(Actor actor, IReadOnlyList<WebhookSubscription> webhooks, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var hour = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerHour));
        if (!actor.MayManage || actor.Kind is ActorKind.System || NotRecorded(actor.Id, webhooks, hour) is not { Count: > 0 } candidates)
        {
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var known = await context.AuditRows.Where(row => row.At >= hour && row.Action == AuditAction.SecretRead && row.ActorId == actor.Id)
            .Select(row => row.TargetId).ToListAsync(cancel);
        var first = candidates.Where(webhook => !known.Contains(webhook.Id)).ToList();
        await audit.AddAsync(context, actor, [.. first.Select(webhook => ((AuditTarget?)AuditTarget.Webhook(webhook.Id, webhook.Name), (Activity)new Activity.SecretRead()))], cancel);
        await transaction.CommitAsync(cancel);
        lock (_gate)
        {
            if (_hour == hour)
            {
                _recorded.UnionWith(candidates.Select(webhook => (actor.Id, webhook.Id)));
            }
        }
    }

    private List<WebhookSubscription> NotRecorded(Guid token, IReadOnlyList<WebhookSubscription> webhooks, DateTimeOffset hour)
    {
        lock (_gate)
        {
            if (_hour != hour)
            {
                _hour = hour;
                _recorded.Clear();
            }

            return [.. webhooks.Where(webhook => !_recorded.Contains((token, webhook.Id)))];
        }
    }
}
