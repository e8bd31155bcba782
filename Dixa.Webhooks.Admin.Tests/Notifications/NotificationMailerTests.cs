using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Dixa.Webhooks.Admin.Telemetry;
using MailKit.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notifications;

public sealed class NotificationMailerTests : StoreTest
{
    private readonly RecordedLog _log = new();

    [Fact]
    public async Task Only_administrators_get_the_e_mail_once_each()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await AddAsync("bob@example.com", Role.Administrator);
        await AddAsync("sue@example.com", Role.Support);
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM updates");
        await NotifyAsync(webhook);
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.True(await mailer.SendPendingAsync(Cancel));

        var (recipients, text) = Assert.Single(server.Messages);
        Assert.Equal(["ada@example.com", "bob@example.com"], recipients.Order());
        Assert.Contains("Subject: Webhook \"CRM updates\" was disabled", text, StringComparison.Ordinal);
        Assert.Contains("Dixa Webhooks disabled this webhook after 25 consecutive failures; the last", text, StringComparison.Ordinal);
        Assert.Contains($"https://webhooks.example.com/settings/integrations/webhooks/{webhook}", text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False((await NotificationsAsync()).Single().MailPending);
    }

    [Fact]
    public async Task A_refused_e_mail_stays_pending_and_is_retried()
    {
        await using var server = new SmtpServer { Reply = RefuseRecipients };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.False(await mailer.SendPendingAsync(Cancel));
        var refused = (await NotificationsAsync()).Single();
        Assert.Equal((true, 1), (refused.MailPending, refused.MailFailures));

        server.Reply = _ => null;
        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task An_unreachable_server_causes_no_exception()
    {
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(FreePort.Find());

        Assert.False(await mailer.SendPendingAsync(Cancel));
    }

    [Fact]
    public async Task An_e_mail_older_than_a_day_is_dropped()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        Store.Time.Advance(NotificationMailer.GivenUpAfter + TimeSpan.FromSeconds(1));
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Empty(server.Messages);
        Assert.False((await NotificationsAsync()).Single().MailPending);
    }

    [Fact]
    public async Task Without_a_mail_server_in_the_settings_nothing_runs()
    {
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(port: null);

        await mailer.StartAsync(Cancel);
        await mailer.ExecuteTask!;

        Assert.True((await NotificationsAsync()).Single().MailPending);
    }

    [Theory]
    [InlineData(SmtpServer.Greeting, "554 no service for you")]
    [InlineData(SmtpServer.Greeting, "421 too busy")]
    [InlineData(SmtpServer.Greeting, "HTTP/1.1 400 Bad Request")]
    [InlineData(SmtpServer.Greeting, "garbage")]
    [InlineData(SmtpServer.Greeting, SmtpServer.Close)]
    [InlineData("EHLO", SmtpServer.Close)]
    [InlineData("MAIL", "550 not from you")]
    [InlineData("MAIL", "451 later")]
    [InlineData("MAIL", SmtpServer.Close)]
    [InlineData("RCPT", "550 nobody of that name")]
    [InlineData("RCPT", "no number")]
    [InlineData("RCPT", SmtpServer.Close)]
    [InlineData("DATA", "554 no")]
    [InlineData("DATA", SmtpServer.Close)]
    [InlineData(SmtpServer.EndOfMessage, "552 too large")]
    [InlineData(SmtpServer.EndOfMessage, "451 disk full")]
    [InlineData(SmtpServer.EndOfMessage, "gibberish")]
    [InlineData(SmtpServer.EndOfMessage, SmtpServer.Close)]
    public async Task Whatever_the_server_does_the_e_mail_stays_pending_and_is_sent_once_the_server_works(string step, string reply)
    {
        await using var server = new SmtpServer { Reply = command => At(step, command) ? reply : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.False(await mailer.SendPendingAsync(Cancel));
        var notification = (await NotificationsAsync()).Single();
        Assert.Equal((true, 1), (notification.MailPending, notification.MailFailures));

        server.Reply = _ => null;
        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData("QUIT", SmtpServer.Close)]
    [InlineData("QUIT", "500 what?")]
    public async Task An_error_after_the_server_accepted_the_e_mail_does_not_send_it_again(string step, string reply)
    {
        await using var server = new SmtpServer { Reply = command => At(step, command) ? reply : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Single(server.Messages);
    }

    [Theory]
    [InlineData(SmtpServer.Greeting)]
    [InlineData("EHLO")]
    [InlineData("RCPT")]
    [InlineData(SmtpServer.EndOfMessage)]
    public async Task A_server_that_hangs_times_out(string step)
    {
        var hangs = new TaskCompletionSource();
        await using var server = new SmtpServer { Reply = command => At(step, command) && hangs.TrySetResult() ? SmtpServer.Hang : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        var sending = mailer.SendPendingAsync(Cancel);
        await hangs.Task.WaitAsync(Cancel);
        Assert.False(sending.IsCompleted);
        Store.Time.Advance(MailSender.Timeout);

        Assert.False(await sending);
        Assert.Contains(_log.Entries, entry => entry.Message.Contains("did not accept the e-mail within 60 s", StringComparison.Ordinal));
        Assert.True((await NotificationsAsync()).Single().MailPending);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls, null)]
    [InlineData(SmtpSecurity.Auto, "dixa")]
    [InlineData(SmtpSecurity.None, "dixa")]
    public async Task A_server_that_does_not_support_the_settings_causes_no_exception(SmtpSecurity security, string? user)
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port, security, user);

        Assert.False(await mailer.SendPendingAsync(Cancel));

        Assert.True((await NotificationsAsync()).Single().MailPending);
        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task A_failed_handshake_causes_no_exception()
    {
        await using var server = new SmtpServer { Reply = command => At("EHLO", command) ? "250-test\r\n250 STARTTLS" : At("STARTTLS", command) ? "220 go on\r\nthis is no TLS" : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port, SmtpSecurity.Auto);

        Assert.False(await mailer.SendPendingAsync(Cancel));
        Assert.True((await NotificationsAsync()).Single().MailPending);
    }

    [Theory]
    [InlineData(SmtpSecurity.Auto, false)]
    [InlineData(SmtpSecurity.StartTls, false)]
    [InlineData(SmtpSecurity.None, true)]
    public async Task A_password_is_sent_in_plain_text_only_if_the_settings_say_so(SmtpSecurity security, bool isSent)
    {
        await using var server = new SmtpServer { Reply = command => At("EHLO", command) ? "250-test\r\n250 AUTH PLAIN LOGIN" : At("AUTH", command) ? "235 welcome" : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port, security, "dixa");

        Assert.Equal(isSent, await mailer.SendPendingAsync(Cancel));

        Assert.Equal(isSent, server.Commands.Any(command => At("AUTH", command)));
        Assert.Equal(isSent ? 1 : 0, server.Messages.Count);
    }

    [Theory]
    [InlineData(SmtpSecurity.Auto, 465, null, SecureSocketOptions.SslOnConnect)]
    [InlineData(SmtpSecurity.Auto, 465, "dixa", SecureSocketOptions.SslOnConnect)]
    [InlineData(SmtpSecurity.Auto, 587, "dixa", SecureSocketOptions.StartTls)]
    [InlineData(SmtpSecurity.Auto, 25, "dixa", SecureSocketOptions.StartTls)]
    [InlineData(SmtpSecurity.Auto, 25, null, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData(SmtpSecurity.Auto, 25, "", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData(SmtpSecurity.None, 587, "dixa", SecureSocketOptions.None)]
    [InlineData(SmtpSecurity.StartTls, 465, null, SecureSocketOptions.StartTls)]
    [InlineData(SmtpSecurity.Tls, 587, null, SecureSocketOptions.SslOnConnect)]
    public void The_encryption_follows_from_setting_port_and_user(SmtpSecurity security, int port, string? user, SecureSocketOptions expected) =>
        Assert.Equal(expected, MailSender.Security(new SmtpOptions { Security = security, Port = port, User = user }));

    [Fact]
    public async Task A_refused_recipient_is_named_and_the_others_get_the_e_mail()
    {
        await using var server = new SmtpServer { Reply = command => command.Contains("gone@", StringComparison.Ordinal) ? "550 no such user" : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await AddAsync("gone@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Equal(["ada@example.com"], Assert.Single(server.Messages).Recipients);
        Assert.False((await NotificationsAsync()).Single().MailPending);
        Assert.Contains(_log.Entries, entry => entry.Message.Contains("127.0.0.1 refused gone@example.com for the e-mail about the disabled webhook", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deferred_recipient_gets_the_e_mail_later_and_the_others_get_it_once()
    {
        await using var server = new SmtpServer { Reply = command => command.Contains("slow@", StringComparison.Ordinal) ? "451 greylisted" : null };
        await AddAsync("ada@example.com", Role.Administrator);
        await AddAsync("slow@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.False(await mailer.SendPendingAsync(Cancel));
        server.Reply = _ => null;
        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Equal([["ada@example.com"], ["slow@example.com"]], server.Messages.Select(message => message.Recipients));
        Assert.False((await NotificationsAsync()).Single().MailPending);
    }

    [Fact]
    public async Task An_e_mail_that_the_server_refuses_does_not_hold_up_the_next()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync(draft => draft.Name = "First"));
        await NotifyAsync(await Store.CreateWebhookAsync(draft => draft.Name = "Second"));
        var refused = false;
        server.Reply = command => command == SmtpServer.EndOfMessage && !refused && (refused = true) ? "554 looks like spam" : null;
        using var mailer = Mailer(server.Port);

        Assert.False(await mailer.SendPendingAsync(Cancel));

        Assert.Contains("Second", Assert.Single(server.Messages).Text, StringComparison.Ordinal);
        Assert.Equal([true, false], (await NotificationsAsync()).OrderBy(notification => notification.Id).Select(notification => notification.MailPending));
    }

    [Fact]
    public async Task An_invalid_stored_address_is_skipped_and_logged()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await AddAsync("bob.@example.test", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Equal(["ada@example.com"], Assert.Single(server.Messages).Recipients);
        Assert.Contains(_log.Entries, entry => entry.Message.Contains("bob.@example.test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task If_no_address_is_valid_the_e_mail_is_no_longer_pending()
    {
        await using var server = new SmtpServer();
        await AddAsync("bob.@example.test", Role.Administrator);
        await NotifyAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Empty(server.Commands);
        Assert.False((await NotificationsAsync()).Single().MailPending);
    }

    private static string? RefuseRecipients(string command) => At("RCPT", command) ? "550 nobody of that name" : null;

    private static bool At(string step, string command) =>
        step is SmtpServer.Greeting or SmtpServer.EndOfMessage ? command == step : command.StartsWith(step, StringComparison.OrdinalIgnoreCase);

    private NotificationMailer Mailer(int? port, SmtpSecurity security = SmtpSecurity.None, string? user = null)
    {
        var options = Options.Create(new NotificationsOptions
        {
            Smtp = new SmtpOptions { Host = port is null ? null : "127.0.0.1", Port = port ?? 25, Security = security, From = "webhooks@example.com", User = user, Password = user is null ? null : "hunter2hunter2" },
        });
        var contexts = Store.Service<IDbContextFactory<WebhooksDbContext>>();
        return new NotificationMailer(
            Store.Service<StoreDialect>(), contexts, new MailSender(options, Store.Time), new UserDirectory(Store.Service<IServiceScopeFactory>(), contexts, Store.Service<AuditLog>()), Store.Service<PeopleMetrics>(), Store.Time, options, Options.Create(new AppOptions { Url = "https://webhooks.example.com/" }), new Logger<NotificationMailer>(new LoggerFactory([_log])));
    }

    private async Task AddAsync(string email, Role role)
    {
        await using var context = await Store.ContextAsync();
        var name = role.ToString();
        if (await context.Roles.SingleOrDefaultAsync(row => row.Name == name, Cancel) is not { } stored)
        {
            context.Roles.Add(stored = new IdentityRole<Guid>(name) { Id = Guid.NewGuid() });
        }

        var user = new IdentityUser<Guid>(email) { Id = Guid.NewGuid(), Email = email, NormalizedEmail = email.ToUpperInvariant() };
        context.Users.Add(user);
        context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = stored.Id });
        await context.SaveChangesAsync(Cancel);
    }

    private Task NotifyAsync(Guid webhook) => Store.StoreAsync(new StoredNotification
    {
        SubscriptionId = webhook,
        At = Store.Time.GetUtcNow(),
        Reason = DisableReason.After(25, AttemptResult.Responded(503)),
        MailPending = true,
    });

    private async Task<IReadOnlyList<StoredNotification>> NotificationsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Notifications.AsNoTracking().ToListAsync(Cancel);
    }
}
