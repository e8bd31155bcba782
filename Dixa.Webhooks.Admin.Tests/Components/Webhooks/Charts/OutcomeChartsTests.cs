using Bunit;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Charts;

public sealed class OutcomeChartsTests : ComponentTest
{
    [Fact]
    public async Task Without_an_attempt_the_charts_say_so()
    {
        var charts = Render(await Store.CreateWebhookAsync());

        charts.WaitForAssertion(() => Assert.Equal("Nothing was sent in the last 24 hours.", charts.Find("[data-testid=charts-empty]").TextContent));
    }

    [Fact]
    public async Task The_totals_are_shown_with_the_charts_and_each_column_in_a_table()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreAsync(webhook, hoursAgo: 2, delivered: 1_200, failed: 5, givenUp: 2, milliseconds: 40);
        await StoreAsync(webhook, hoursAgo: 30, delivered: 9, failed: 0, givenUp: 0, milliseconds: 40);

        var charts = Render(webhook);

        charts.WaitForAssertion(() => Assert.Equal("1,200 delivered · 3 retried · 2 failed · 0 cancelled", charts.Find("[data-testid=charts-outcomes]").TextContent));
        Assert.StartsWith("Median 4", charts.Find("[data-testid=charts-times]").TextContent, StringComparison.Ordinal);
        Assert.Single(charts.FindAll("figure [role=img] svg.mud-chart-line"));
        Assert.Equal(23, charts.FindAll(ById("bar-empty")).Count);
        var bar = charts.Find(ById("bar"));
        Assert.Equal("Mar 1, 10 AM: 1,200 delivered, 3 retried, 2 failed", bar.GetAttribute("title"));
        Assert.EndsWith("/deliveries?range=custom&from=2026-03-01T10%3A00Z&to=2026-03-01T11%3A00Z", bar.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(3, bar.Children.Length);
        Assert.Equal(["Mar 1, 10 AM"], charts.FindAll("details tbody .cell-title").Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task A_longer_range_is_in_the_address_and_holds_more()
    {
        var webhook = await Store.CreateWebhookAsync();
        await StoreAsync(webhook, hoursAgo: 30, delivered: 9, failed: 0, givenUp: 0, milliseconds: 40);
        var charts = Render(webhook);
        charts.WaitForElement("[data-testid=charts-empty]");

        charts.Find("[data-testid=charts-7d]").Click();

        charts.WaitForAssertion(() => Assert.EndsWith($"{AppUrls.Webhook(webhook)}?range=7d", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        charts.WaitForAssertion(() => Assert.StartsWith("9 delivered", charts.Find("[data-testid=charts-outcomes]").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", charts.Find("[data-testid=charts-7d]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task A_store_that_does_not_respond_offers_another_try()
    {
        var webhook = await Store.CreateWebhookAsync();
        await Store.ExecuteAsync("ALTER TABLE hours RENAME TO gone");
        var charts = Render(webhook);
        charts.WaitForAssertion(() => Assert.Contains("The charts could not be loaded.", charts.Markup, StringComparison.Ordinal));

        await Store.ExecuteAsync("ALTER TABLE gone RENAME TO hours");
        charts.Find("[data-testid=try-again]").Click();

        charts.WaitForElement("[data-testid=charts-empty]");
    }

    private IRenderedComponent<OutcomeCharts> Render(Guid webhook) => Render<OutcomeCharts>(charts => charts.Add(each => each.SubscriptionId, webhook));

    private async Task StoreAsync(Guid webhook, int hoursAgo, int delivered, int failed, int givenUp, int milliseconds)
    {
        var times = new ResponseTimes();
        for (var attempt = 0; attempt < delivered; attempt++)
        {
            times.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        await Store.StoreAsync(new StoredHour
        {
            SubscriptionId = webhook,
            Hour = Store.Time.GetUtcNow().AddHours(-hoursAgo),
            Delivered = delivered,
            FailedAttempts = failed,
            GivenUp = givenUp,
            ResponseTimes = times.ToBytes(),
        });
    }
}
