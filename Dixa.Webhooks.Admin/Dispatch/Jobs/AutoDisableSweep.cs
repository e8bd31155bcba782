using System.Data.Common;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Tables;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Jobs;

/// <summary>Disables webhooks that keep failing, and notifies users before. Concurrent sweeps do each only once.</summary>
public sealed partial class AutoDisableSweep(
    LaneRegistry lanes,
    SubscriptionCleanup cleanup,
    IDbContextFactory<WebhooksDbContext> contexts,
    AuditLog audit,
    TimeProvider time,
    ClockCorrection correction,
    IOptions<AutoDisableOptions> options,
    ILogger<AutoDisableSweep> logger)
{
    /// <summary>Of more consecutive failures, the first one is not looked for.</summary>
    private const int MaxSkipped = 10_000;

    private readonly AutoDisableRule _rule = options.Value.Rule;

    [JobDisplayName("Disable webhooks that keep failing")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken stopping)
    {
        foreach (var webhook in await CandidatesAsync(stopping))
        {
            try
            {
                await CheckAsync(webhook, stopping);
            }
            catch (DbException error)
            {
                // The other webhooks are still checked, and the next sweep checks this one again.
                Log.CheckFailed(logger, webhook.Id, webhook.Name, error);
            }
        }
    }

    private async Task<List<WebhookSubscription>> CandidatesAsync(CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);
        var from = AutoDisablePolicy.WarnAt(_rule) ?? _rule.ConsecutiveFailures;
        return await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes()
            .Where(webhook => webhook.Enabled
                && context.Lanes.Any(lane => lane.SubscriptionId == webhook.Id && lane.ConsecutiveFailures >= from))
            .ToListAsync(stopping);
    }

    private async Task CheckAsync(WebhookSubscription webhook, CancellationToken stopping)
    {
        await using var context = await contexts.CreateDbContextAsync(stopping);

        // The lock comes before the reads. Otherwise a success that is recorded between the reads and the update would be missed.
        await using var transaction = await context.Database.BeginTransactionAsync(stopping);
        await context.LockAsync(webhook.Id, stopping);
        var consecutiveFailures = await context.Lanes.Where(lane => lane.SubscriptionId == webhook.Id).Select(lane => lane.ConsecutiveFailures).SingleOrDefaultAsync(stopping);
        var latest = await context.FailuresSince(webhook.Id, webhook.ConsecutiveFailuresSince)
            .OrderByDescending(attempt => attempt.Id)
            .Take(_rule.ConsecutiveFailures)
            .Select(attempt => new { attempt.Id, attempt.StartedAt, attempt.StatusCode, attempt.Failure, attempt.ResponseBody })
            .ToListAsync(stopping);
        if (!AutoDisablePolicy.ShouldDisable(consecutiveFailures, [.. latest.Select(attempt => correction.Correct(attempt.Id, attempt.StartedAt))], _rule))
        {
            if (latest is [var newest, ..] && consecutiveFailures >= AutoDisablePolicy.WarnAt(_rule))
            {
                await WarnAsync(context, webhook, newest.Id, DisableReason.After(consecutiveFailures, new AttemptResult(newest.StatusCode, newest.Failure)), stopping);
                await transaction.CommitAsync(stopping);
            }

            return;
        }

        var reason = DisableReason.After(_rule.ConsecutiveFailures, new AttemptResult(latest[0].StatusCode, latest[0].Failure));
        var body = LastResponse.Of(latest[0].StatusCode, latest[0].Failure, latest[0].ResponseBody).Body;
        var now = time.GetUtcNow();
        var disabled = await context.Subscriptions
            .Where(row => row.Id == webhook.Id && row.Enabled && row.Revision == webhook.Revision)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(changed => changed.Enabled, false)
                    .SetProperty(changed => changed.DisabledAt, now)
                    .SetProperty(changed => changed.DisabledReason, reason)
                    .SetProperty(changed => changed.DisabledBody, body)
                    .SetProperty(changed => changed.UpdatedAt, now)
                    .SetProperty(changed => changed.UpdatedBy, Actor.System.Id)
                    .SetProperty(changed => changed.UpdatedByName, Actor.System.Name)
                    .SetProperty(changed => changed.Revision, changed => changed.Revision + 1),
                stopping);
        if (disabled == 0)
        {
            return;
        }

        context.Notifications.Add(new StoredNotification { SubscriptionId = webhook.Id, At = now, Reason = reason, MailPending = true });
        await audit.AddAsync(context, Actor.System, AuditTarget.Webhook(webhook.Id, webhook.Name), new Activity.AutoDisabled(reason), stopping);
        await transaction.CommitAsync(stopping);
        Log.Disabled(logger, webhook.Id, webhook.Name, reason.Sentence());
        lanes.Changed(webhook.Id);
        await cleanup.CancelPendingAsync(webhook.Id);
    }

    /// <summary>Notifies users, once for the same consecutive failures. No e-mail is sent before the webhook is disabled.</summary>
    private async Task WarnAsync(WebhooksDbContext context, WebhookSubscription webhook, long newest, DisableReason failures, CancellationToken stopping)
    {
        var first = await context.FailuresSince(webhook.Id, webhook.ConsecutiveFailuresSince)
            .OrderByDescending(attempt => attempt.Id)
            .Skip(Math.Min(failures.ConsecutiveFailures!.Value, MaxSkipped) - 1)
            .Select(attempt => attempt.Id)
            .FirstOrDefaultAsync(stopping);
        if (await context.Notifications.AnyAsync(notification => notification.SubscriptionId == webhook.Id && notification.AttemptId >= first, stopping)
            || !await context.Subscriptions.AnyAsync(row => row.Id == webhook.Id && row.Enabled, stopping))
        {
            return;
        }

        context.AfterCommit(() =>
        {
            Log.Warned(logger, webhook.Id, webhook.Name, failures.ConsecutiveFailures.Value, _rule.ConsecutiveFailures);
            lanes.Noted(webhook.Id);
        });
        context.Notifications.Add(new StoredNotification { SubscriptionId = webhook.Id, At = time.GetUtcNow(), Reason = failures, AttemptId = newest });
        await context.SaveChangesAsync(stopping);
    }

    private static partial class Log
    {
        [LoggerMessage(1740, LogLevel.Error, "Failed to check webhook {SubscriptionId} ({Name}) for auto-disable; the next sweep checks it again")]
        public static partial void CheckFailed(ILogger logger, Guid subscriptionId, string name, Exception error);

        [LoggerMessage(1741, LogLevel.Warning, "Webhook {SubscriptionId} ({Name}): {Reason}. Its pending deliveries are cancelled")]
        public static partial void Disabled(ILogger logger, Guid subscriptionId, string name, string reason);

        [LoggerMessage(1742, LogLevel.Warning, "Webhook {SubscriptionId} ({Name}) has {Count} consecutive failures; it is disabled at {Limit}")]
        public static partial void Warned(ILogger logger, Guid subscriptionId, string name, int count, int limit);
    }
}
