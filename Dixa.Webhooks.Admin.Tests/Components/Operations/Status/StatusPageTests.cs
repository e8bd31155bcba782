using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Components.Operations.Status;

public sealed class StatusPageTests : ComponentTest
{
    private readonly SmtpServer _mail = new();

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [new("Notifications:Smtp:Host", "127.0.0.1"), new("Notifications:Smtp:Port", $"{_mail.Port}"), new("Notifications:Smtp:From", "webhooks@example.com"), new("Notifications:Smtp:Security", "None")];

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Each_part_shows_its_numbers()
    {
        var page = Open();

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        Assert.Equal("None", Text(page, "oldest-due"));
        Assert.Equal("0", Text(page, "due-count"));
        Assert.Equal("SQLite", Text(page, "provider"));
        Assert.StartsWith("Up to date", Text(page, "migration"), StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f-]{36}$", Text(page, "store-id"));
        Assert.Contains("(this one)", Assert.Single(page.FindAll(ById("process-row"))).TextContent, StringComparison.Ordinal);
        Assert.Equal("Backups are not set up", Text(page, "last-backup"));
        Assert.Equal("None yet", Text(page, "last-purge"));
        Assert.NotEmpty(page.FindAll(ById("no-jobs")));
        Assert.Equal($"127.0.0.1:{_mail.Port}", Text(page, "mail-server"));
        Assert.Contains(page.FindAll(ById("system-warning")), warning => warning.GetAttribute("data-kind") == "BackupsNotSetUp");
    }

    [Fact]
    public async Task A_webhook_that_waits_is_listed_with_a_link_and_leaves_the_list_when_it_does_not_wait_any_more()
    {
        var page = Open();
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("no-lanes"))));
        var webhook = await Store.CreateWebhookAsync(draft => draft.Name = "CRM updates");
        var delivery = await Store.DeliveryAsync(webhook, dueAt: Store.Time.GetUtcNow().AddMinutes(-3));

        await RefreshUntilAsync(page, () => Assert.Equal("3 minutes", Text(page, "oldest-due")));
        var link = Assert.Single(page.FindAll($"{ById("waiting-lane")} a"));
        Assert.Equal(("CRM updates", AppUrls.Webhook(webhook)), (link.TextContent, link.GetAttribute("href")));

        await Store.StateAsync(delivery, Domain.Deliveries.DeliveryState.Delivered);
        await RefreshUntilAsync(page, () => Assert.NotEmpty(page.FindAll(ById("no-lanes"))));
    }

    [Fact]
    public async Task A_part_that_cannot_be_read_does_not_hide_the_others_and_recovers()
    {
        var page = Open();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("loading"))));
        await Store.ExecuteAsync("ALTER TABLE notifications RENAME TO hidden");

        await RefreshUntilAsync(page, () => Assert.NotEmpty(page.FindAll(ById("system-mail-stale"))));
        Assert.Equal($"127.0.0.1:{_mail.Port}", Text(page, "mail-server"));
        Assert.Equal("None", Text(page, "oldest-due"));

        var opened = Open();
        await opened.WaitForAssertionAsync(() => Assert.NotEmpty(opened.FindAll(ById("system-mail-failed"))));
        await opened.WaitForAssertionAsync(() => Assert.Equal("None", Text(opened, "oldest-due")));

        await Store.ExecuteAsync("ALTER TABLE hidden RENAME TO notifications");
        await RefreshUntilAsync(page, () => Assert.Empty(page.FindAll(ById("system-mail-stale"))));
        await RefreshUntilAsync(opened, () => Assert.Empty(opened.FindAll(ById("system-mail-failed"))));
    }

    [Fact]
    public async Task A_test_e_mail_shows_the_servers_words()
    {
        _mail.Reply = command => command == SmtpServer.EndOfMessage ? "250 queued as 4711" : null;
        var page = Open();
        await page.WaitForAssertionAsync(() => Assert.NotEmpty(page.FindAll(ById("send-test-mail"))));

        await page.Find(ById("send-test-mail")).ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Sent to ada@example.com. The server said:", Text(page, "test-mail-result"), StringComparison.Ordinal));
        Assert.Contains("queued as 4711", Text(page, "test-mail-result"), StringComparison.Ordinal);
        Assert.Equal(["ada@example.com"], Assert.Single(_mail.Messages).Recipients);

        _mail.Reply = command => command.StartsWith("RCPT", StringComparison.Ordinal) ? "550 nobody of that name" : null;
        await page.Find(ById("send-test-mail")).ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("nobody of that name", Text(page, "test-mail-result"), StringComparison.Ordinal));
    }

    /// <summary>Advances the clock to the next refresh until the assertion holds.</summary>
    private Task RefreshUntilAsync(IRenderedComponent<StatusPage> page, Action assertion) => Eventually.BecomesTrueAsync(
        () =>
        {
            try
            {
                assertion();
                return Task.FromResult(true);
            }
            catch (Exception error) when (error is Xunit.Sdk.XunitException or ElementNotFoundException)
            {
                Store.Time.Advance(WarningsPart.Interval);
                return Task.FromResult(false);
            }
        },
        "the page shows it");

    private static string Text(IRenderedComponent<StatusPage> page, string testId) => page.Find(ById(testId)).TextContent.Trim();

    private IRenderedComponent<StatusPage> Open()
    {
        SignIn(Role.Administrator);
        return Render<StatusPage>();
    }
}
