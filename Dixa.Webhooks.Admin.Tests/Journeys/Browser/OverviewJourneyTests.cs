using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator with many webhooks finds the ones that need attention.</summary>
public sealed partial class OverviewJourneyTests(Chromium browser)
{
    private const int Webhooks = 60;

    [Fact]
    public async Task Search_filter_sort_order_and_page_are_restored_after_visiting_a_webhook()
    {
        await using var app = await InProcessApp.StartAsync(CreateManyAsync);
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(25);
        await Assertions.Expect(page.GetByTestId("overview-place")).ToHaveTextAsync("1 to 25 of 60 webhooks");

        await page.GetByTestId("overview-search").PressSequentiallyAsync("no such name", new() { Delay = 20 });
        await Assertions.Expect(page.GetByTestId("no-match")).ToContainTextAsync("No webhook has “no such name” in its name, URL, description, owner or tags.");
        await Assertions.Expect(page.GetByTestId("overview-search")).ToHaveValueAsync("no such name");
        await page.GetByTestId("clear-filters").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(25);
        await Assertions.Expect(page.GetByTestId("overview-search")).ToHaveValueAsync("");
        await Assertions.Expect(page.GetByTestId("overview-search")).ToBeFocusedAsync();

        await page.GetByTestId("filter-Failing").ClickAsync();
        await Assertions.Expect(page.GetByTestId("overview-place")).ToHaveTextAsync("1 to 25 of 30 webhooks");
        await Assertions.Expect(page.GetByTestId("filter-meaning")).ToContainTextAsync("with consecutive failures");
        await Assertions.Expect(page.GetByTestId("webhook-failures").First).ToHaveTextAsync("3 consecutive failures (disabled at 25)");
        await page.GetByTestId("overview-sort").SelectOptionAsync("Created");
        await Assertions.Expect(page.GetByTestId("webhook-name").First).ToHaveTextAsync("Webhook 58");
        await page.GetByTestId("overview-direction").ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-name").First).ToHaveTextAsync("Webhook 00");
        await page.GetByTestId("pager-next").ClickAsync();
        await ExpectSecondPageAsync(page);
        await Assertions.Expect(page.GetByTestId("overview-place")).ToBeFocusedAsync();

        await page.GetByTestId("webhook-name").First.ClickAsync();
        await page.WaitForURLAsync(DetailsAddress());
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await ExpectSecondPageAsync(page);
        Assert.EndsWith("?show=failing&sort=created&dir=asc&page=2", page.Url, StringComparison.Ordinal);

        // The URL restores the same state when it is loaded again.
        await page.ReloadAsync();
        await ExpectSecondPageAsync(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_menu_of_a_row_opens_every_action()
    {
        var id = Guid.Empty;
        await using var app = await InProcessApp.StartAsync(async store => id = await store.CreateWebhookAsync());
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();

        await ExpectMenuItemOpensAsync("webhook-open", $"{AdminScreens.Overview}/{id}");
        await ExpectMenuItemOpensAsync("webhook-edit", $"{AdminScreens.Overview}/{id}/edit");
        await ExpectMenuItemOpensAsync("webhook-test", $"{AdminScreens.Overview}/{id}/test");
        await ExpectMenuItemOpensAsync("webhook-copy", $"{AdminScreens.Overview}/new?copy={id}");

        await page.GetByTestId("webhook-menu").GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByTestId("webhook-remove").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = RemoveWords() }).ClickAsync();
        await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();

        async Task ExpectMenuItemOpensAsync(string item, string address)
        {
            await page.GetByTestId("webhook-menu").GetByRole(AriaRole.Button).ClickAsync();
            await page.GetByTestId(item).ClickAsync();
            await page.WaitForURLAsync($"**{address}");
            await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(0);

            // After going back, the menu of the list still opens.
            await page.GoBackAsync();
            await Assertions.Expect(page.GetByTestId("webhook-row")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task The_success_rate_and_its_bars_update_automatically()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var app = await InProcessApp.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url.ToString()));
        var page = await browser.OpenAsync(app.Address);
        await new AdminScreens(page).SignInAsync();
        await Assertions.Expect(page.GetByTestId("webhook-rate")).ToHaveTextAsync("No attempts");

        receiver.Next(new Answer(500), new Answer(200));
        await app.PublishAsync(Publishing.Event());
        await Assertions.Expect(page.GetByTestId("webhook-failures")).ToHaveTextAsync("1 consecutive failure (disabled at 25)");
        await Assertions.Expect(page.GetByTestId("filter-Failing")).ToHaveTextAsync(FailingOne());
        await app.PublishAsync(Publishing.Event());

        await Assertions.Expect(page.GetByTestId("webhook-rate")).ToHaveTextAsync("50 %");
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "50 % of 2 attempts in the last 24 hours succeeded" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId("webhook-failures")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_page_does_not_scroll_horizontally(int width)
    {
        await using var app = await InProcessApp.StartAsync(CreateManyAsync);
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = width, Height = 844 });
        await new AdminScreens(page).SignInAsync();

        await page.GetByTestId("filter-Failing").ClickAsync();
        await Assertions.Expect(page.GetByTestId("overview-place")).ToContainTextAsync("of 30");

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll horizontally.");
        await page.Context.CloseAsync();
    }

    private static async Task ExpectSecondPageAsync(IPage page)
    {
        await Assertions.Expect(page.GetByTestId("webhook-name")).ToHaveTextAsync(["Webhook 50", "Webhook 52", "Webhook 54", "Webhook 56", "Webhook 58"]);
        await Assertions.Expect(page.GetByTestId("filter-Failing")).ToHaveAttributeAsync("aria-current", "true");
        await Assertions.Expect(page.GetByTestId("overview-sort")).ToHaveValueAsync("Created");
        await Assertions.Expect(page.GetByTestId("overview-direction")).ToContainTextAsync("Oldest first");
        await Assertions.Expect(page.GetByTestId("pager-place")).ToHaveTextAsync("Page 2 of 2");
    }

    /// <summary>Creates the webhooks; every second one is failing.</summary>
    private static async Task CreateManyAsync(TestStore store)
    {
        for (var i = 0; i < Webhooks; i++)
        {
            var id = await store.CreateWebhookAsync(draft => draft.Name = $"Webhook {i:00}");
            store.Time.Advance(TimeSpan.FromSeconds(1));
            if (i % 2 == 0)
            {
                await using var context = await store.ContextAsync();
                await context.Lanes.Where(lane => lane.SubscriptionId == id)
                    .ExecuteUpdateAsync(lane => lane.SetProperty(row => row.ConsecutiveFailures, 3), TestContext.Current.CancellationToken);
            }
        }
    }

    [GeneratedRegex("/webhooks/[0-9a-f]{8}-[0-9a-f-]{27}$")]
    private static partial Regex DetailsAddress();

    [GeneratedRegex("Remove")]
    private static partial Regex RemoveWords();

    [GeneratedRegex(@"^\s*Failing\s+1\s*$")]
    private static partial Regex FailingOne();
}
