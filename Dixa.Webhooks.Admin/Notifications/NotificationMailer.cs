using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Telemetry;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>
/// E-mails notifications to all administrators. Pending e-mails are stored in the database, so a restart loses none; one may be sent
/// twice if the process ends between sending and recording it. Disabling a webhook never waits for an e-mail.
/// </summary>
public sealed partial class NotificationMailer(
    StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, MailSender mail, UserDirectory people, PeopleMetrics metrics, TimeProvider time, IOptions<NotificationsOptions> options, IOptions<AppOptions> app, ILogger<NotificationMailer> logger)
    : GuardedService(time, logger)
{
    /// <summary>How often pending e-mails are checked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait after the mail server refused an e-mail.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Older e-mails are outdated and are dropped, even if there was no mail server until now.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private readonly NotificationsOptions _options = options.Value;

    /// <summary>By notification id: the recipients who already have the e-mail, while the server defers others.</summary>
    private readonly Dictionary<long, List<string>> _reached = [];

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => _options.Smtp.IsOn ? [LeadAndSendAsync] : [];

    protected override string Consequence => "Administrators are not notified by e-mail";

    protected override TimeSpan PauseAfterFailure => RetryAfter;

    /// <summary>Only one of several processes sends.</summary>
    private async Task<TimeSpan?> LeadAndSendAsync(CancellationToken stopping)
    {
        try
        {
            await using var lead = await store.TryAcquireLeadershipAsync(LeaderTask.Mail, stopping);
            return lead is null || await SendPendingAsync(stopping) ? Interval : RetryAfter;
        }
        catch (DbException error)
        {
            Log.PendingNotRead(logger, error);
            return RetryAfter;
        }
    }

    /// <summary>Sends pending e-mails. Returns false if any could not be sent.</summary>
    internal async Task<bool> SendPendingAsync(CancellationToken stopping)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(stopping);
            var oldest = Time.GetUtcNow() - GivenUpAfter;
            await context.Notifications.Where(notification => notification.MailPending && notification.At < oldest)
                .ExecuteUpdateAsync(notification => notification.SetProperty(row => row.MailPending, false), stopping);
            var pending = await context.Notifications.AsNoTracking().Where(notification => notification.MailPending).OrderBy(notification => notification.Id).ToListAsync(stopping);
            foreach (var finished in _reached.Keys.Except(pending.Select(notification => notification.Id)).ToList())
            {
                _reached.Remove(finished);
            }

            var allSent = true;
            foreach (var notification in pending)
            {
                var sent = await SendAsync(context, notification, stopping);
                allSent &= sent is MailOutcome.Sent;
                if (sent is MailOutcome.ServerFailed)
                {
                    break;
                }
            }

            return allSent;
        }
        catch (Exception error) when (StoreErrors.IsDatabaseError(error))
        {
            Log.PendingNotRead(logger, error);
            return false;
        }
    }

    private async Task<MailOutcome> SendAsync(WebhooksDbContext context, StoredNotification notification, CancellationToken stopping)
    {
        var webhook = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(row => row.Id == notification.SubscriptionId, stopping);
        var recipients = webhook is null ? [] : await RecipientsAsync(notification.Id, stopping);
        var outcome = recipients.Count > 0 ? await TrySendAsync(recipients, webhook!, notification, stopping) : MailOutcome.Sent;
        var isPending = outcome is not MailOutcome.Sent;
        await context.Notifications.Where(row => row.Id == notification.Id).ExecuteUpdateAsync(
            row => row.SetProperty(changed => changed.MailPending, isPending).SetProperty(changed => changed.MailFailures, changed => changed.MailFailures + (isPending ? 1 : 0)),
            CancellationToken.None);
        return outcome;
    }

    /// <summary>The administrators with a valid address who do not have this e-mail yet.</summary>
    private async Task<IReadOnlyList<string>> RecipientsAsync(long notification, CancellationToken stopping)
    {
        var administrators = await people.AdministratorsAsync(stopping);
        foreach (var invalid in administrators.Where(address => !EmailAddress.IsValid(address)))
        {
            Log.InvalidRecipient(logger, invalid);
        }

        return [.. administrators.Where(EmailAddress.IsValid).Except(_reached.GetValueOrDefault(notification, []), StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<MailOutcome> TrySendAsync(IReadOnlyList<string> recipients, WebhookSubscription webhook, StoredNotification notification, CancellationToken stopping)
    {
        var page = app.Value.Address is { } address ? new Uri(address + AppRoutes.Fill(AppRoutes.Webhook, webhook.Id)) : null;
        try
        {
            var result = await mail.SendAsync(
                recipients,
                NotificationText.Subject(webhook.Name),
                NotificationText.Body(webhook.Name, notification.At, notification.Reason, webhook.Enabled ? null : webhook.LastResponse, page),
                stopping);
            Log.Sent(logger, webhook.Id, result.Accepted.Count);
            metrics.EmailSent(succeeded: true);
            foreach (var refused in result.Refused)
            {
                Log.RecipientRefused(logger, webhook.Id, _options.Smtp.Host, refused.Address, refused.Reason);
            }

            if (!result.Refused.Any(refused => refused.IsTemporary))
            {
                return MailOutcome.Sent;
            }

            if (!_reached.TryGetValue(notification.Id, out var reached))
            {
                _reached[notification.Id] = reached = [];
            }

            reached.AddRange(result.Accepted);
            return MailOutcome.Refused;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Mail servers and libraries can throw anything. The e-mail stays pending.
            metrics.EmailSent(succeeded: false);
            Log.NotSent(logger, webhook.Id, _options.Smtp.Host, error.Message);
            return error is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } ? MailOutcome.Refused : MailOutcome.ServerFailed;
        }
    }

    private enum MailOutcome
    {
        Sent,

        /// <summary>The server refused this e-mail but may accept the next one.</summary>
        Refused,

        /// <summary>The server is currently not accepting e-mails.</summary>
        ServerFailed,
    }

    private static partial class Log
    {
        [LoggerMessage(1901, LogLevel.Information, "Notified {Count} administrators by e-mail that webhook {SubscriptionId} was disabled")]
        public static partial void Sent(ILogger logger, Guid subscriptionId, int count);

        [LoggerMessage(1902, LogLevel.Warning, "Failed to send the e-mail about the disabled webhook {SubscriptionId} through {Host}; retrying every minute for a day. {Reason}")]
        public static partial void NotSent(ILogger logger, Guid subscriptionId, string? host, string reason);

        [LoggerMessage(1903, LogLevel.Warning, "{Host} refused {Recipient} for the e-mail about the disabled webhook {SubscriptionId}: {Reason}")]
        public static partial void RecipientRefused(ILogger logger, Guid subscriptionId, string? host, string recipient, string reason);

        [LoggerMessage(1904, LogLevel.Warning, "Administrator {Recipient} gets no e-mails: the address is invalid. Remove the person and add them with a valid address")]
        public static partial void InvalidRecipient(ILogger logger, string recipient);

        [LoggerMessage(1905, LogLevel.Error, "Failed to read the pending e-mails; retrying in a minute")]
        public static partial void PendingNotRead(ILogger logger, Exception error);
    }
}
