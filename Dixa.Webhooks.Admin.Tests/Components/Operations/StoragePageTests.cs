using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Operations;

public sealed class StoragePageTests : ComponentTest
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Retention:Days", "7"), new("Retention:KeepPerEventType", "2"), new("Retention:MaxSize", "5GB")];

    [Fact]
    public async Task It_shows_the_size_the_rule_and_that_there_was_no_run()
    {
        var page = Open();

        await page.WaitForAssertionAsync(() => Assert.Equal("The next run has nothing to remove.", page.Find(ById("next-run")).TextContent));
        Assert.Matches("^[0-9.]+ [KM]B$", page.Find(ById("storage-size")).TextContent);
        Assert.Contains("Not known yet", page.Find(ById("storage-facts")).TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [
                "Deliveries that have ended are kept for 7 days, with their attempts and events.",
                "The newest 2 deliveries of each webhook and event type are kept, however old they are.",
                "If the store is larger than 5GB, the oldest deliveries that have ended are removed, unless they are from the last 24 hours.",
                "Statistics are kept for 400 days.",
                "The audit log is kept forever.",
                "Pending deliveries are always kept.",
            ],
            page.FindAll($"{ById("retention-rule")} li").Select(item => item.TextContent));
        Assert.NotEmpty(page.FindAll(ById("no-runs")));
        Assert.NotEmpty(page.FindAll(ById("no-tables")));
    }

    [Fact]
    public async Task Purge_now_asks_with_the_count_and_shows_what_was_removed()
    {
        var webhook = await Store.CreateWebhookAsync();
        for (var i = 0; i < 5; i++)
        {
            await Store.DeliveryAsync(webhook, state: DeliveryState.Delivered);
            Store.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Store.Time.Advance(TimeSpan.FromDays(8));
        var (dialogs, page) = (Render<MudDialogProvider>(), Open());
        await page.WaitForAssertionAsync(() => Assert.Equal("The next run will remove 3 deliveries (deliveries with their attempts and the events that nothing else needs).", page.Find(ById("next-run")).TextContent));

        var purging = page.Find(ById("purge-now")).ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("This removes 3 deliveries (deliveries with their attempts and the events that nothing else needs) now instead of with the next run. It cannot be undone.", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Purge").Click());
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(purging.IsCompleted);
            },
            "the purge is over");

        Assert.Equal("3 deliveries and 3 events", page.Find($"{ById("run-row")} [data-label='Removed']").TextContent);
        Assert.Equal("ada@example.com", page.Find($"{ById("run-row")} [data-label='By']").TextContent);
        Assert.Equal("The next run has nothing to remove.", page.Find(ById("next-run")).TextContent);
        await using var context = await Store.ContextAsync();
        Assert.Equal(2, await context.Deliveries.CountAsync(Cancel));
    }

    private IRenderedComponent<StoragePage> Open()
    {
        SignIn(Role.Administrator);
        return Render<StoragePage>();
    }
}
