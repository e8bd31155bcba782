using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Notices;

public sealed class NoticeMailerTests : StoreTest
{
    [Fact]
    public async Task Each_administrator_gets_one_e_mail_and_nobody_else_does()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await AddAsync("bob@example.com", Role.Administrator);
        await AddAsync("sue@example.com", Role.Support);
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM updates");
        await NoticeAsync(webhook);
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.True(await mailer.SendPendingAsync(Cancel));

        var (recipients, text) = Assert.Single(server.Messages);
        Assert.Equal(["ada@example.com", "bob@example.com"], recipients.Order());
        Assert.Contains("Subject: Webhook \"CRM updates\" was disabled", text, StringComparison.Ordinal);
        Assert.Contains("Disabled automatically after 25 failed attempts in a row.", text, StringComparison.Ordinal);
        Assert.Contains($"https://webhooks.example.com/settings/integrations/webhooks/{webhook}", text.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.False((await NoticesAsync()).Single().MailPending);
    }

    [Fact]
    public async Task A_server_that_refuses_is_tried_again_and_the_notice_stays_pending_until_then()
    {
        await using var server = new SmtpServer { Refuses = true };
        await AddAsync("ada@example.com", Role.Administrator);
        await NoticeAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(server.Port);

        Assert.False(await mailer.SendPendingAsync(Cancel));
        var refused = (await NoticesAsync()).Single();
        Assert.Equal((true, 1), (refused.MailPending, refused.MailFailures));

        server.Refuses = false;
        Assert.True(await mailer.SendPendingAsync(Cancel));
        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_no_exception()
    {
        await AddAsync("ada@example.com", Role.Administrator);
        await NoticeAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(LoopbackPort.Find());

        Assert.False(await mailer.SendPendingAsync(Cancel));
    }

    [Fact]
    public async Task What_is_older_than_a_day_is_given_up()
    {
        await using var server = new SmtpServer();
        await AddAsync("ada@example.com", Role.Administrator);
        await NoticeAsync(await Store.CreateWebhookAsync());
        Store.Time.Advance(NoticeMailer.GivenUpAfter + TimeSpan.FromSeconds(1));
        using var mailer = Mailer(server.Port);

        Assert.True(await mailer.SendPendingAsync(Cancel));

        Assert.Empty(server.Messages);
        Assert.False((await NoticesAsync()).Single().MailPending);
    }

    [Fact]
    public async Task Without_a_mail_server_in_the_settings_nothing_runs()
    {
        await NoticeAsync(await Store.CreateWebhookAsync());
        using var mailer = Mailer(port: null);

        await mailer.StartAsync(Cancel);
        await mailer.ExecuteTask!;

        Assert.True((await NoticesAsync()).Single().MailPending);
    }

    private NoticeMailer Mailer(int? port)
    {
        var options = Options.Create(new NoticesOptions
        {
            AppUrl = "https://webhooks.example.com/",
            Smtp = new SmtpOptions { Host = port is null ? null : "127.0.0.1", Port = port ?? 25, Security = SmtpSecurity.None, From = "webhooks@example.com" },
        });
        var contexts = Store.Service<IDbContextFactory<WebhooksDbContext>>();
        return new NoticeMailer(
            Store.Service<StoreDialect>(), contexts, new MailSender(options), new People(Store.Service<IServiceScopeFactory>(), contexts), Store.Time, options, NullLogger<NoticeMailer>.Instance);
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

    private Task NoticeAsync(Guid webhook) => Store.StoreAsync(new StoredNotice
    {
        SubscriptionId = webhook,
        At = Store.Time.GetUtcNow(),
        Because = "Disabled automatically after 25 failed attempts in a row",
        MailPending = true,
    });

    private async Task<IReadOnlyList<StoredNotice>> NoticesAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Notices.AsNoTracking().ToListAsync(Cancel);
    }
}
