using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>
/// Lets administrators change webhooks. Each method stores everything or nothing, including who made the
/// change. <c>revision</c> is the one that the caller read; if someone else has changed the webhook since, the result is
/// <see cref="SaveResult.Conflict"/>.
/// </summary>
public sealed class WebhookCommands(
    IDbContextFactory<WebhooksDbContext> contexts, AuditLog audit, EndpointCheck endpoints, LaneRegistry lanes, SubscriptionCleanup cleanup, TimeProvider time)
{
    /// <summary>Creates a webhook with a new verification secret.</summary>
    public async Task<SaveResult> CreateAsync(Actor actor, WebhookDraft draft, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SaveResult.Forbidden();
        }

        var urlErrors = await CheckUrlAsync(draft, storedUrl: null, cancel);
        if (draft.Check(stored: null, out var errors) is not { } configuration || urlErrors.Count > 0)
        {
            return new SaveResult.Invalid([.. errors, .. urlErrors]);
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var webhook = WebhookSubscription.Create(Guid.CreateVersion7(now), configuration, actor, now);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        context.Subscriptions.Add(webhook);
        context.Lanes.Add(new Lane { SubscriptionId = webhook.Id });
        await audit.AddAsync(context, actor, AuditTarget.Webhook(webhook.Id, webhook.Name), new Activity.Created(!webhook.Enabled), cancel);
        await transaction.CommitAsync(cancel);
        lanes.Changed(webhook.Id);
        return new SaveResult.Saved(webhook.Id);
    }

    /// <summary>Replaces a webhook's configuration, except for the secret.</summary>
    public async Task<SaveResult> EditAsync(Actor actor, Guid id, int revision, WebhookDraft draft, CancellationToken cancel = default)
    {
        if (!actor.MayManage)
        {
            return new SaveResult.Forbidden();
        }

        // Checked before the transaction begins, because a DNS lookup can be slow and other writers must not wait for it.
        var urlErrors = await CheckUrlAsync(draft, await UrlAsync(id, cancel), cancel);
        return await ChangeAsync(actor, id, revision, (webhook, now) =>
        {
            if (draft.Check(webhook.Configuration, out var errors) is not { } configuration || urlErrors.Count > 0)
            {
                return new Change(new SaveResult.Invalid([.. errors, .. urlErrors]));
            }

            var before = webhook.Configuration;
            webhook.Change(configuration, actor, now);
            return new Change(new SaveResult.Saved(id), [.. ConfigurationDifference.Between(before, configuration)]);
        }, cancel);
    }

    /// <summary>Enables or disables a webhook. Disabling cancels pending deliveries.</summary>
    public Task<SaveResult> SetEnabledAsync(Actor actor, Guid id, int revision, bool enabled, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, revision, (webhook, now) =>
        {
            Activity[] activities = webhook.Enabled == enabled ? [] : [Activity.Switched(enabled)];
            webhook.SetEnabled(enabled, actor, now);
            return new Change(new SaveResult.Saved(id), activities);
        }, cancel);

    /// <summary>
    /// Replaces the verification secret. The old secret also signs for <paramref name="overlap"/>, at most <see cref="SecretOverlap.Max"/>;
    /// with zero it expires immediately. The field of Invalid is <c>overlap</c>.
    /// </summary>
    public Task<SaveResult> RotateSecretAsync(Actor actor, Guid id, int revision, TimeSpan overlap, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, revision, (webhook, now) =>
        {
            if (SecretOverlap.Error(overlap) is { } error)
            {
                return new Change(new SaveResult.Invalid([new FieldError("overlap", error)]));
            }

            webhook.RotateSecret(overlap, actor, now);
            return new Change(new SaveResult.Saved(id), new Activity.SecretRotated((long)overlap.TotalSeconds));
        }, cancel);

    /// <summary>Ends the overlap of a rotation early. Does nothing if it has already expired.</summary>
    public Task<SaveResult> EndPreviousSecretAsync(Actor actor, Guid id, int revision, CancellationToken cancel = default) =>
        ChangeAsync(actor, id, revision, (webhook, now) =>
        {
            Activity[] activities = webhook.EndPreviousSecret(actor, now) ? [new Activity.OldSecretEnded()] : [];
            return new Change(new SaveResult.Saved(id), activities);
        }, cancel);

    /// <summary>Removes a webhook and its history. A long history is removed in batches.</summary>
    public async Task<SaveResult> RemoveAsync(Actor actor, Guid id, int revision, CancellationToken cancel = default)
    {
        var result = await ApplyAsync(actor, id, revision, async (context, webhook, _) =>
        {
            context.Subscriptions.Remove(webhook);
            context.PendingRemovals.Add(new PendingRemoval { SubscriptionId = id });
            await audit.AddAsync(context, actor, AuditTarget.Webhook(id, webhook.Name), new Activity.Removed(), cancel);
            return new SaveResult.Saved(id);
        }, cancel);
        if (result is SaveResult.Saved)
        {
            await cleanup.DeleteHistoryAsync(id);
        }

        return result;
    }

    /// <summary>Checks where a URL leads. An unchanged URL is not checked, so that its webhook can still be renamed or disabled.</summary>
    private async Task<IReadOnlyList<FieldError>> CheckUrlAsync(WebhookDraft draft, EndpointUrl? storedUrl, CancellationToken cancel) =>
        EndpointUrl.TryParse(draft.Url, out var url, out _) && url != storedUrl && await endpoints.ErrorAsync(url.Uri, cancel) is { } error
            ? [new FieldError("url", error)]
            : [];

    private async Task<bool> IsDisabledAsync(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.AnyAsync(subscription => subscription.Id == id && !subscription.Enabled, cancel);
    }

    private async Task<EndpointUrl?> UrlAsync(Guid id, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.Subscriptions.Where(subscription => subscription.Id == id).Select(subscription => subscription.Url).SingleOrDefaultAsync(cancel);
    }

    private async Task<SaveResult> ChangeAsync(
        Actor actor, Guid id, int revision, Func<WebhookSubscription, DateTimeOffset, Change> change, CancellationToken cancel)
    {
        // Deliveries that were pending when the webhook was disabled are never sent, even if it is enabled again before all are cancelled.
        if (actor.MayManage && await IsDisabledAsync(id, cancel))
        {
            await cleanup.CancelRemainingAsync(id, cancel);
        }

        var result = await ApplyAsync(actor, id, revision, async (context, webhook, now) =>
        {
            var failuresSinceBefore = webhook.ConsecutiveFailuresSince;
            var changed = change(webhook, now);
            if (changed.Result is not SaveResult.Saved)
            {
                return changed.Result;
            }

            await context.SaveChangesAsync(cancel);
            if (webhook.ConsecutiveFailuresSince != failuresSinceBefore)
            {
                await context.Lanes.Where(lane => lane.SubscriptionId == id)
                    .ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, 0), cancel);
            }

            var target = AuditTarget.Webhook(id, webhook.Name);
            await audit.AddAsync(context, actor, [.. changed.Activities.Select(activity => ((AuditTarget?)target, activity))], cancel);
            return changed.Result;
        }, cancel);
        if (result is SaveResult.Saved && await IsDisabledAsync(id, cancel))
        {
            await cleanup.CancelPendingAsync(id);
        }

        return result;
    }

    private async Task<SaveResult> ApplyAsync(
        Actor actor,
        Guid id,
        int revision,
        Func<WebhooksDbContext, WebhookSubscription, DateTimeOffset, Task<SaveResult>> apply,
        CancellationToken cancel)
    {
        if (!actor.MayManage)
        {
            return new SaveResult.Forbidden();
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var webhook = await context.Subscriptions.SingleOrDefaultAsync(subscription => subscription.Id == id, cancel);
        if (webhook is null)
        {
            return new SaveResult.NotFound();
        }

        if (webhook.Revision != revision)
        {
            return new SaveResult.Conflict();
        }

        try
        {
            var result = await apply(context, webhook, time.GetUtcNow());
            if (result is SaveResult.Saved)
            {
                await transaction.CommitAsync(cancel);
                lanes.Changed(id);
            }

            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new SaveResult.Conflict();
        }
    }

    /// <summary>The result of a change, and the activities to record if it is stored.</summary>
    private sealed record Change(SaveResult Result, params Activity[] Activities);
}
