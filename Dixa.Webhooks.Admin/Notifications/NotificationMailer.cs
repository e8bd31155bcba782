using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notifications;

/// <summary>
/// Sends notices by e-mail to all administrators. The store says which are still to be sent, so none is lost with the process; one may
/// come twice when the process ends between sending and noting it. Disabling never waits for it.
/// </summary>
public sealed partial class NotificationMailer(
    StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, MailSender mail, UserDirectory people, TimeProvider time, IOptions<NotificationsOptions> options, ILogger<NotificationMailer> logger)
    : GuardedService(time, logger)
{
    /// <summary>How often is looked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long is waited after the mail server did not take one.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>An older one is news to nobody: it is given up, also when there was no mail server until now.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private readonly NotificationsOptions _options = options.Value;

    /// <summary>By notice: the recipients who have the e-mail, while the server makes others wait.</summary>
    private readonly Dictionary<long, List<string>> _reached = [];

    protected override IReadOnlyList<Func<CancellationToken, Task<TimeSpan?>>> Loops => _options.Smtp.IsOn ? [LeadAndSendAsync] : [];

    protected override string Consequence => "Administrators are not notified by e-mail";

    protected override TimeSpan PauseAfterFailure => RetryAfter;

    /// <summary>Of several processes, one sends.</summary>
    private async Task<TimeSpan?> LeadAndSendAsync(CancellationToken stopping)
    {
        try
        {
            await using var lead = await store.TryAcquireLeadershipAsync(stopping);
            return lead is null || await SendPendingAsync(stopping) ? Interval : RetryAfter;
        }
        catch (DbException error)
        {
            Log.StoreDidNotAnswer(logger, error);
            return RetryAfter;
        }
    }

    /// <summary>Sends what is pending; false when something could not be sent.</summary>
    internal async Task<bool> SendPendingAsync(CancellationToken stopping)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(stopping);
            var oldest = Time.GetUtcNow() - GivenUpAfter;
            await context.Notifications.Where(notice => notice.MailPending && notice.At < oldest)
                .ExecuteUpdateAsync(notice => notice.SetProperty(row => row.MailPending, false), stopping);
            var pending = await context.Notifications.AsNoTracking().Where(notice => notice.MailPending).OrderBy(notice => notice.Id).ToListAsync(stopping);
            foreach (var finished in _reached.Keys.Except(pending.Select(notice => notice.Id)).ToList())
            {
                _reached.Remove(finished);
            }

            var all = true;
            foreach (var notice in pending)
            {
                var sent = await SendAsync(context, notice, stopping);
                all &= sent is MailOutcome.Sent;
                if (sent is MailOutcome.ServerFailed)
                {
                    break;
                }
            }

            return all;
        }
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            Log.StoreDidNotAnswer(logger, error);
            return false;
        }
    }

    private async Task<MailOutcome> SendAsync(WebhooksDbContext context, StoredNotification notice, CancellationToken stopping)
    {
        var webhook = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(row => row.Id == notice.SubscriptionId, stopping);
        var recipients = webhook is null ? [] : await RecipientsAsync(notice.Id, stopping);
        var outcome = recipients.Count > 0 ? await TrySendAsync(recipients, webhook!, notice, stopping) : MailOutcome.Sent;
        var isPending = outcome is not MailOutcome.Sent;
        await context.Notifications.Where(row => row.Id == notice.Id).ExecuteUpdateAsync(
            row => row.SetProperty(changed => changed.MailPending, isPending).SetProperty(changed => changed.MailFailures, changed => changed.MailFailures + (isPending ? 1 : 0)),
            CancellationToken.None);
        return outcome;
    }

    /// <summary>The administrators who can be mailed and do not have this e-mail yet.</summary>
    private async Task<IReadOnlyList<string>> RecipientsAsync(long notice, CancellationToken stopping)
    {
        var administrators = await people.AdministratorsAsync(stopping);
        foreach (var invalid in administrators.Where(address => !EmailAddress.IsValid(address)))
        {
            Log.InvalidRecipient(logger, invalid);
        }

        return [.. administrators.Where(EmailAddress.IsValid).Except(_reached.GetValueOrDefault(notice, []), StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<MailOutcome> TrySendAsync(IReadOnlyList<string> recipients, WebhookSubscription webhook, StoredNotification notice, CancellationToken stopping)
    {
        // The page's path is spelled out here because the screens, which define it, depend on this folder.
        var page = _options.AppUrl is { Length: > 0 } url ? new Uri($"{url.TrimEnd('/')}/settings/integrations/webhooks/{webhook.Id}") : null;
        try
        {
            var result = await mail.SendAsync(
                recipients,
                NotificationText.Subject(webhook.Name),
                NotificationText.Body(webhook.Name, notice.At, notice.Reason, webhook.Enabled ? null : webhook.LastAnswer, page),
                stopping);
            Log.Sent(logger, webhook.Id, result.Accepted.Count);
            foreach (var refused in result.Refused)
            {
                Log.RecipientRefused(logger, webhook.Id, _options.Smtp.Host, refused.Address, refused.Reason);
            }

            if (!result.Refused.Any(refused => refused.IsTemporary))
            {
                return MailOutcome.Sent;
            }

            if (!_reached.TryGetValue(notice.Id, out var reached))
            {
                _reached[notice.Id] = reached = [];
            }

            reached.AddRange(result.Accepted);
            return MailOutcome.Refused;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Whatever a mail server and the libraries that talk to it come up with: the e-mail stays pending.
            Log.NotSent(logger, webhook.Id, _options.Smtp.Host, error.Message);
            return error is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted } ? MailOutcome.Refused : MailOutcome.ServerFailed;
        }
    }

    private enum MailOutcome
    {
        Sent,

        /// <summary>The server refused this e-mail. It may accept the next.</summary>
        Refused,

        /// <summary>The server takes no e-mail now.</summary>
        ServerFailed,
    }

    private static partial class Log
    {
        [LoggerMessage(710, LogLevel.Information, "Notified {Count} administrators by e-mail that webhook {SubscriptionId} is disabled")]
        public static partial void Sent(ILogger logger, Guid subscriptionId, int count);

        [LoggerMessage(711, LogLevel.Warning, "Failed to send the e-mail about the disabled webhook {SubscriptionId} through {Host}; retrying in a minute, for a day. {Reason}")]
        public static partial void NotSent(ILogger logger, Guid subscriptionId, string? host, string reason);

        [LoggerMessage(712, LogLevel.Warning, "The e-mail about the disabled webhook {SubscriptionId} does not reach {Recipient}: {Host} answered {Reason}")]
        public static partial void RecipientRefused(ILogger logger, Guid subscriptionId, string? host, string recipient, string reason);

        [LoggerMessage(713, LogLevel.Warning, "Administrator {Recipient} gets no e-mail: the address is not valid. Add the person again with a valid one.")]
        public static partial void InvalidRecipient(ILogger logger, string recipient);

        [LoggerMessage(LogLevel.Error, "The store did not say which e-mails are to be sent")]
        public static partial void StoreDidNotAnswer(ILogger logger, Exception error);
    }
}
