using Bunit;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Audit;

public sealed class AuditLogPageTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task It_shows_who_did_what_to_what_newest_first()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Name = "CRM");
        await Store.Service<AuditLog>().RecordAsync(Actors.Administrator with { Address = "192.0.2.1" }, AuditTarget.Sandbox, new Activity.SandboxResponseChanged("Ok", "NotFound"), Cancel);

        var page = Open();

        var rows = page.FindAll(ById("audit-row"));
        Assert.Equal(["SandboxResponseChanged", "WebhookCreated"], rows.Select(row => row.GetAttribute("data-action")));
        Assert.Equal(["Ada", "Changed the response of the sandbox", "Sandbox", "Ok → NotFound", "192.0.2.1"], rows[0].QuerySelectorAll("td").Where(cell => cell.GetAttribute("data-label") != "Time").Select(cell => cell.TextContent.Trim()));
        Assert.Equal($"settings/audit-log?target={id}", rows[1].QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(rows[1].QuerySelector("[data-label=Detail]")!.ChildNodes);
        Assert.Empty(page.FindAll(ById("pager")));
    }

    [Fact]
    public async Task A_removed_webhook_can_still_be_read_about()
    {
        var id = await Store.CreateWebhookAsync(draft => draft.Name = "Removed");
        await Store.Changes.RemoveAsync(Actors.Administrator, id, 1, Cancel);
        await Store.CreateWebhookAsync();

        var page = Open($"?target={id}");

        Assert.Equal(["WebhookRemoved", "WebhookCreated"], page.FindAll(ById("audit-row")).Select(row => row.GetAttribute("data-action")));
        Assert.All(page.FindAll(ById("audit-row-target")), target => Assert.Equal("Removed", target.TextContent.Trim()));
    }

    [Fact]
    public async Task Filters_are_in_the_URL_and_so_is_the_page()
    {
        await Store.AuditAsync(AuditTarget.Sandbox, Enumerable.Repeat(new Activity.SandboxCleared(), 60));
        var page = Open();
        Assert.Equal(50, page.FindAll(ById("audit-row")).Count);
        Assert.EndsWith("?before=11", page.Find(ById("pager-next")).GetAttribute("href"), StringComparison.Ordinal);

        page = Open("?before=11");
        Assert.Equal(10, page.FindAll(ById("audit-row")).Count);

        await ChangeAsync(page, "audit-action", nameof(AuditAction.SandboxCleared), "?action=SandboxCleared");
        await ChangeAsync(page, "audit-actor", " Ada ", "?actor=Ada&action=SandboxCleared");
        await ChangeAsync(page, "audit-target", "Sandbox", "?actor=Ada&action=SandboxCleared&target=Sandbox");
        await ChangeAsync(page, "audit-range", "7d", "?actor=Ada&action=SandboxCleared&target=Sandbox&range=7d");
        await ChangeAsync(page, "audit-action", "", "?actor=Ada&target=Sandbox&range=7d");
    }

    [Fact]
    public async Task Downloads_have_the_filters_and_not_the_page()
    {
        await Store.AuditAsync(AuditTarget.Sandbox, new Activity.SandboxCleared());

        var page = Open("?action=SandboxCleared&before=100");

        Assert.Equal("settings/audit-log/export.csv?action=SandboxCleared", page.Find(ById("audit-csv")).GetAttribute("href"));
        Assert.Equal("settings/audit-log/export.ndjson?action=SandboxCleared", page.Find(ById("audit-ndjson")).GetAttribute("href"));
    }

    [Fact]
    public async Task An_invalid_filter_no_match_an_empty_page_and_an_empty_log_have_messages_of_their_own()
    {
        Assert.Equal("No rows yet", Open().Find($"{ById("empty")} h2").TextContent);
        await Store.AuditAsync(AuditTarget.Sandbox, new Activity.SandboxCleared());

        var page = Open("?range=custom&from=2026-03-02T00:00Z&to=2026-03-01T00:00Z");
        Assert.Equal("To must be later than From.", page.Find("[role=alert]").TextContent.Trim());
        Assert.Equal("Invalid filter", page.Find($"{ById("no-match")} h2").TextContent);
        Assert.Empty(page.FindAll(ById("audit-csv")));

        page = Open("?actor=nobody");
        Assert.Equal("No matching rows", page.Find($"{ById("no-match")} h2").TextContent);
        page.Find(ById("clear-filters")).Click();
        page.WaitForAssertion(() => Assert.EndsWith("/settings/audit-log", Navigation.Uri, StringComparison.Ordinal));

        page = Open("?before=1");
        Assert.NotEmpty(page.FindAll(ById("nothing-older")));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_is_asked_again()
    {
        await Store.AuditAsync(AuditTarget.Sandbox, new Activity.SandboxCleared());
        await Store.ExecuteAsync("ALTER TABLE audit RENAME TO away");
        var page = Open();
        Assert.NotEmpty(page.FindAll(ById("error-state")));

        await Store.ExecuteAsync("ALTER TABLE away RENAME TO audit");
        await page.Find(ById("try-again")).ClickAsync();

        Assert.Single(page.FindAll(ById("audit-row")));
    }

    [Fact]
    public async Task A_loading_message_is_shown_before_the_page_is_interactive()
    {
        await Store.AuditAsync(AuditTarget.Sandbox, new Activity.SandboxCleared());
        SignIn(Role.Administrator);
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));

        var page = Render<AuditLogPage>();

        Assert.NotEmpty(page.FindAll(ById("loading")));
        Assert.Empty(page.FindAll(ById("audit-row")));
    }

    [Fact]
    public void Someone_who_is_no_longer_an_administrator_sees_nothing()
    {
        SignIn(Role.Administrator);
        GiveRole(Role.Support);

        var page = Render<AuditLogPage>();

        page.WaitForAssertion(() => Assert.EndsWith("/account/access-denied", Navigation.Uri, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(ById("audit-row")));
    }

    private async Task ChangeAsync(IRenderedComponent<AuditLogPage> page, string field, string value, string query)
    {
        await page.Find(ById(field)).ChangeAsync(new ChangeEventArgs { Value = value });
        await page.WaitForAssertionAsync(() => Assert.EndsWith($"/settings/audit-log{query}", Navigation.Uri, StringComparison.Ordinal));
    }

    private IRenderedComponent<AuditLogPage> Open(string query = "")
    {
        SignIn(Role.Administrator);
        Navigation.NavigateTo($"/settings/audit-log{query}");
        var page = Render<AuditLogPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("loading"))));
        return page;
    }
}
