using System.Data.Common;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Storage;
using MailKit;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notices;

/// <summary>
/// Sends notices by e-mail to all administrators. The store says which are still to be sent, so none is lost with the process; one may
/// come twice when the process ends between sending and noting it. Disabling never waits for it.
/// </summary>
public sealed partial class NoticeMailer(
    StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, MailSender mail, People people, TimeProvider time, IOptions<NoticesOptions> options, ILogger<NoticeMailer> logger)
    : BackgroundService
{
    /// <summary>How often is looked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long is waited after the mail server did not take one.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>An older one is news to nobody: it is given up, also when there was no mail server until now.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(1);

    private readonly NoticesOptions _options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_options.Smtp.IsOn && !stoppingToken.IsCancellationRequested)
        {
            var pause = await LeadAndSendAsync(stoppingToken) ? Interval : RetryAfter;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Of several processes, one sends.</summary>
    private async Task<bool> LeadAndSendAsync(CancellationToken stopping)
    {
        try
        {
            await using var lead = await store.TryLeadAsync(stopping);
            return lead is null || await SendPendingAsync(stopping);
        }
        catch (DbException error)
        {
            Log.StoreDidNotAnswer(logger, error);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>Sends what is pending; false when something could not be sent.</summary>
    internal async Task<bool> SendPendingAsync(CancellationToken stopping)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(stopping);
            var oldest = time.GetUtcNow() - GivenUpAfter;
            await context.Notices.Where(notice => notice.MailPending && notice.At < oldest)
                .ExecuteUpdateAsync(notice => notice.SetProperty(row => row.MailPending, false), stopping);
            foreach (var notice in await context.Notices.AsNoTracking().Where(notice => notice.MailPending).OrderBy(notice => notice.Id).ToListAsync(stopping))
            {
                if (!await SendAsync(context, notice, stopping))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception error) when (StoreFaults.IsFault(error))
        {
            Log.StoreDidNotAnswer(logger, error);
            return false;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return true;
        }
    }

    private async Task<bool> SendAsync(WebhooksDbContext context, StoredNotice notice, CancellationToken stopping)
    {
        var webhook = await context.Subscriptions.AsNoTracking().IgnoreAutoIncludes().SingleOrDefaultAsync(row => row.Id == notice.SubscriptionId, stopping);
        var administrators = await people.AdministratorsAsync(stopping);
        var sent = true;
        if (webhook is not null && administrators.Count > 0)
        {
            sent = await TrySendAsync(administrators, webhook, notice, stopping);
        }

        await context.Notices.Where(row => row.Id == notice.Id).ExecuteUpdateAsync(
            row => row.SetProperty(changed => changed.MailPending, !sent).SetProperty(changed => changed.MailFailures, changed => changed.MailFailures + (sent ? 0 : 1)),
            CancellationToken.None);
        return sent;
    }

    private async Task<bool> TrySendAsync(IReadOnlyList<string> administrators, WebhookSubscription webhook, StoredNotice notice, CancellationToken stopping)
    {
        // Its page is at the path that the screens have; they are above this folder, so it is spelt out here once more.
        var page = _options.AppUrl is { Length: > 0 } url ? new Uri($"{url.TrimEnd('/')}/settings/integrations/webhooks/{webhook.Id}") : null;
        try
        {
            await mail.SendAsync(
                administrators,
                NoticeText.Subject(webhook.Name),
                NoticeText.Body(webhook.Name, notice.At, notice.Because, webhook.Enabled ? null : webhook.LastAnswer, page),
                stopping);
            Log.Sent(logger, webhook.Id, administrators.Count);
            return true;
        }
        catch (Exception error) when (error is CommandException or ProtocolException or AuthenticationException or SslHandshakeException
            or IOException or SocketException or TimeoutException || (error is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            Log.NotSent(logger, webhook.Id, _options.Smtp.Host, error.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Count} administrators were told by e-mail that webhook {SubscriptionId} is disabled")]
        public static partial void Sent(ILogger logger, Guid subscriptionId, int count);

        [LoggerMessage(LogLevel.Warning, "The e-mail about the disabled webhook {SubscriptionId} was not taken by {Host}: {Reason} It is tried again in a minute, for a day")]
        public static partial void NotSent(ILogger logger, Guid subscriptionId, string? host, string reason);

        [LoggerMessage(LogLevel.Error, "The store did not say which e-mails are to be sent")]
        public static partial void StoreDidNotAnswer(ILogger logger, Exception error);
    }
}
