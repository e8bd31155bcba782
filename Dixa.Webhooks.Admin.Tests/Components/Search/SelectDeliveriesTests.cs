using Bunit;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>Deliveries are selected in the list of all webhooks, and resent or cancelled after a confirmation.</summary>
public sealed class SelectDeliveriesTests : ComponentTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Selected_rows_are_resent_after_a_confirmation_that_says_what_is_left_out()
    {
        var (crm, off) = (await WebhookAsync("CRM"), await WebhookAsync("Off"));
        var (failed, pending) = (await Store.DeliveryAsync(crm, state: DeliveryState.Failed), await Store.DeliveryAsync(crm));
        var disabled = await Store.DeliveryAsync(off, state: DeliveryState.Failed);
        await Store.DeliveryAsync(crm, state: DeliveryState.Failed);
        await Store.Changes.SetEnabledAsync(Actors.Administrator, off, 1, enabled: false, Cancel);
        var (page, dialogs) = Open();
        Assert.Empty(page.FindAll(ById("selection")));

        foreach (var id in new[] { failed, pending, disabled })
        {
            await ChooseAsync(page, id);
        }

        Assert.Equal("3 deliveries selected", page.Find(ById("selection-count")).TextContent);
        var (asked, confirm) = await AskAsync(page, dialogs, "bulk-resend");

        Assert.Contains("1 delivery will be resent.", dialogs.Find(ById("plan-count")).TextContent, StringComparison.Ordinal);
        Assert.Equal(["CRM 1 delivery"], dialogs.FindAll($"{ById("plan-webhooks")} li").Select(Text));
        Assert.Equal(["1 delivery that is pending", "1 delivery of Off, which is disabled"], dialogs.FindAll($"{ById("plan-left-out")} li").Select(Text));
        Assert.Equal("Resend 1 delivery", confirm.TextContent.Trim());
        await dialogs.Find(ById("plan-confirm")).ClickAsync();
        await asked;

        await page.WaitForAssertionAsync(() => Assert.Equal("0 of 1 resent", page.Find(ById("bulk-progress")).TextContent));
        Assert.Empty(page.FindAll(ById("selection")));
        await Store.Service<BulkActionRunner>().RunAllAsync(Cancel);
        await using var context = await Store.ContextAsync();
        Assert.Equal(failed, (await context.Deliveries.SingleAsync(delivery => delivery.ResendOf != null, Cancel)).ResendOf);
    }

    [Fact]
    public async Task All_that_match_on_all_pages_are_selected()
    {
        var webhook = await WebhookAsync("CRM");
        for (var i = 0; i < 30; i++)
        {
            await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        }

        await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
        var (page, dialogs) = Open("?status=Failed");
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });
        Assert.Equal("25 deliveries selected", page.Find(ById("selection-count")).TextContent);

        await page.Find(ById("select-everything")).ClickAsync();
        Assert.Equal("All matching deliveries are selected", page.Find(ById("selection-count")).TextContent);
        var (asked, _) = await AskAsync(page, dialogs, "bulk-resend");
        Assert.Contains("30 deliveries will be resent.", dialogs.Find(ById("plan-count")).TextContent, StringComparison.Ordinal);

        // Without one row, only the rest of the page stays selected.
        await dialogs.Find(ById("plan-close")).ClickAsync();
        await asked;
        await page.FindAll(ById("select-row"))[3].ChangeAsync(new() { Value = false });
        Assert.Equal("24 deliveries selected", page.Find(ById("selection-count")).TextContent);
        Assert.Empty(await Store.Service<BulkActionQueries>().ListAsync(cancel: Cancel));
    }

    [Fact]
    public async Task Pending_deliveries_are_cancelled()
    {
        var webhook = await WebhookAsync("CRM");
        var (pending, failed) = (await Store.DeliveryAsync(webhook), await Store.DeliveryAsync(webhook, state: DeliveryState.Failed));
        var (page, dialogs) = Open();
        await ChooseAsync(page, pending);
        await ChooseAsync(page, failed);

        var (asked, confirm) = await AskAsync(page, dialogs, "bulk-cancel-deliveries");
        Assert.Equal("Cancel 1 delivery", confirm.TextContent.Trim());
        Assert.Equal(["1 delivery that has already ended"], dialogs.FindAll($"{ById("plan-left-out")} li").Select(Text));
        await dialogs.Find(ById("plan-confirm")).ClickAsync();
        await asked;
        await Store.Service<BulkActionRunner>().RunAllAsync(Cancel);

        Assert.Equal((DeliveryState.Cancelled, DeliveryState.Failed), ((await Store.DeliveryAsync(pending)).State, (await Store.DeliveryAsync(failed)).State));
    }

    [Fact]
    public async Task A_double_click_starts_one_action()
    {
        await Store.DeliveryAsync(await WebhookAsync("CRM"), state: DeliveryState.Failed);
        var (page, dialogs) = Open();
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });
        var (asked, confirm) = await AskAsync(page, dialogs, "bulk-resend");

        await Task.WhenAll(confirm.ClickAsync(), confirm.ClickAsync());
        await asked;

        Assert.Equal(1, Assert.Single(await Store.Service<BulkActionQueries>().ListAsync(cancel: Cancel)).Total);
    }

    [Fact]
    public async Task Where_nothing_can_be_resent_there_is_nothing_to_confirm()
    {
        await Store.DeliveryAsync(await WebhookAsync("CRM"));
        var (page, dialogs) = Open();
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });

        var asked = page.Find(ById("bulk-resend")).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.Equal("None of the selected deliveries can be resent.", dialogs.Find(ById("plan-nothing")).TextContent));

        Assert.Empty(dialogs.FindAll(ById("plan-confirm")));
        await dialogs.Find(ById("plan-close")).ClickAsync();
        await asked;
    }

    [Fact]
    public async Task Another_search_clears_the_selection_and_another_page_does_not()
    {
        var webhook = await WebhookAsync("CRM");
        for (var i = 0; i < 30; i++)
        {
            await Store.DeliveryAsync(webhook, state: DeliveryState.Failed);
        }

        var (page, _) = Open();
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });
        Navigation.NavigateTo(page.Find(ById("pager-next")).GetAttribute("href")!);
        await page.WaitForAssertionAsync(() => Assert.Equal(5, page.FindAll(ById("found-row")).Count));
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });
        Assert.Equal("30 deliveries selected", page.Find(ById("selection-count")).TextContent);

        await page.Find(ById("find-status")).ChangeAsync(new() { Value = "Failed" });

        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(ById("selection"))));
    }

    [Fact]
    public async Task Support_cannot_select()
    {
        await Store.DeliveryAsync(await WebhookAsync("CRM"), state: DeliveryState.Failed);

        var (page, _) = Open(role: Role.Support);

        Assert.Single(page.FindAll(ById("found-row")));
        Assert.Empty(page.FindAll("input[type=checkbox]"));
    }

    [Fact]
    public async Task A_person_who_is_no_longer_an_administrator_sees_a_message()
    {
        await Store.DeliveryAsync(await WebhookAsync("CRM"), state: DeliveryState.Failed);
        var (page, dialogs) = Open();
        await page.Find(ById("select-page")).ChangeAsync(new() { Value = true });
        GiveRole(Role.Support);

        var asked = page.Find(ById("bulk-resend")).ClickAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.StartsWith("Only administrators", dialogs.Find(ById("plan-error")).TextContent.Trim(), StringComparison.Ordinal));
        await dialogs.Find(ById("plan-close")).ClickAsync();
        await asked;
    }

    private static string Text(AngleSharp.Dom.IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static Task ChooseAsync(IRenderedComponent<FindPage> page, long id) => page.Find($"[data-delivery='{id}'] {ById("select-row")}").ChangeAsync(new() { Value = true });

    private static async Task<(Task Asked, AngleSharp.Dom.IElement Confirm)> AskAsync(IRenderedComponent<FindPage> page, IRenderedComponent<MudDialogProvider> dialogs, string button)
    {
        var asked = page.Find(ById(button)).ClickAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.NotEmpty(dialogs.FindAll(ById("plan-count"))));
        return (asked, dialogs.Find(ById("plan-confirm")));
    }

    private Task<Guid> WebhookAsync(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);

    private (IRenderedComponent<FindPage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Open(string query = "", Role role = Role.Administrator)
    {
        SignIn(role);
        var dialogs = Render<MudDialogProvider>();
        Navigation.NavigateTo($"/settings/integrations/deliveries{query}");
        var page = Render<FindPage>();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(ById("loading"))));
        return (page, dialogs);
    }
}
