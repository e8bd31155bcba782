using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads the mail server's settings and what waits to be sent.</summary>
public sealed class MailQueries(IDbContextFactory<WebhooksDbContext> contexts, IOptions<NotificationsOptions> options, IOptions<AppOptions> app)
{
    public async Task<MailStatus> ReadAsync(CancellationToken cancel = default)
    {
        var smtp = options.Value.Smtp;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var pending = await context.Notifications.AsNoTracking().Where(notification => notification.MailPending)
            .OrderBy(notification => notification.Id).Select(notification => new { notification.At, notification.MailFailures }).Take(MailStatus.MaxCounted + 1).ToListAsync(cancel);
        return new MailStatus(
            string.IsNullOrEmpty(smtp.Host) ? null : smtp.Host,
            smtp.Port,
            smtp.Security.ToString(),
            smtp.From ?? "",
            !string.IsNullOrEmpty(smtp.User),
            app.Value.Url ?? "",
            pending.Count,
            pending.Count(notification => notification.MailFailures > 0),
            pending is [var oldest, ..] ? oldest.At : null);
    }
}

/// <summary>The mail server and the e-mails that wait.</summary>
/// <param name="Host">Null if none is set; then no e-mail is sent.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the connection is encrypted.</param>
/// <param name="From">The sender's address.</param>
/// <param name="SignsIn">Whether there is a user name.</param>
/// <param name="AppUrl">The address in the links of e-mails; empty if there are no links.</param>
/// <param name="Pending">E-mails that wait, at most <see cref="MaxCounted"/> + 1.</param>
/// <param name="Failing">Those of them that the server has refused, or that could not be sent.</param>
/// <param name="OldestPending">When the oldest of them was created.</param>
public sealed record MailStatus(string? Host, int Port, string Security, string From, bool SignsIn, string AppUrl, int Pending, int Failing, DateTimeOffset? OldestPending)
{
    public const int MaxCounted = 1_000;
}
