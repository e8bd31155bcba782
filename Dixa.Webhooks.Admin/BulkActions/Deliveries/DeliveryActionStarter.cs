using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.BulkActions.Deliveries;

/// <summary>Starts to resend or cancel the deliveries of a plan.</summary>
public sealed class DeliveryActionStarter(IDbContextFactory<WebhooksDbContext> contexts, BulkActionStore actions, TimeProvider time)
{
    /// <summary>The size of the rows in which the deliveries are stored. A step changes one of them.</summary>
    private const int PartSize = 1_000;

    /// <summary>The audit log names this many webhooks.</summary>
    private const int MaxNamed = 50;

    /// <summary>Starts an action that acts on exactly the deliveries of the plan.</summary>
    /// <param name="actor">Who starts it.</param>
    /// <param name="id">Chosen by the caller. If there is an action with this id, it is not started again.</param>
    /// <param name="plan">What was confirmed.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<BulkActionResult> StartAsync(Actor actor, Guid id, DeliveryPlan plan, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new BulkActionResult.Forbidden();
        }

        if (plan.Count == 0)
        {
            return new BulkActionResult.NothingToDo();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.BeginSerializedTransactionAsync(cancel);
        if (await context.BulkActions.AnyAsync(action => action.Id == id, cancel))
        {
            return new BulkActionResult.Started(id);
        }

        var only = plan.Webhooks is [var one] ? one : null;
        context.BulkParts.AddRange(Parts(id, plan));
        await actions.AddAsync(
            context,
            actor,
            new StoredBulkAction
            {
                Id = id,
                Kind = plan.Kind,
                WebhookId = only?.Id,
                WebhookName = only?.Name,
                Criteria = JsonSerializer.Serialize(new { webhooks = plan.Webhooks.Select(webhook => webhook.Id) }),
                State = BulkActionState.Running,
                Total = plan.Count,
                ActorKind = actor.Kind,
                ActorId = actor.Id,
                ActorName = actor.Name,
                ActorAddress = actor.Address,
                CreatedAt = time.GetUtcNow(),
            },
            Started(plan),
            cancel);
        await transaction.CommitAsync(cancel);
        return new BulkActionResult.Started(id);
    }

    private static IEnumerable<StoredBulkPart> Parts(Guid id, DeliveryPlan plan) =>
        plan.Webhooks.SelectMany(webhook => webhook.Deliveries.Chunk(PartSize).Select(some => (webhook.Id, Keys: some))).Select((part, number) => new StoredBulkPart
        {
            ActionId = id,
            Number = number,
            WebhookId = part.Id,
            Deliveries = KeyList.Write(part.Keys),
            Count = part.Keys.Length,
        });

    private static Activity Started(DeliveryPlan plan)
    {
        string[] webhooks = [.. plan.Webhooks.Take(MaxNamed).Select(webhook => webhook.Name)];
        return plan.Kind is BulkActionKind.CancelDeliveries ? new Activity.BulkCancelStarted(plan.Count, webhooks) : new Activity.BulkResendStarted(plan.Count, webhooks);
    }
}
