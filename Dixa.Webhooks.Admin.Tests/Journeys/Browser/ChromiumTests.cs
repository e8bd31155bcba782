using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

public sealed class ChromiumTests(Chromium browser)
{
    [Fact]
    public async Task The_browser_opens_a_page()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Behavior = new Answer(200, "<!doctype html><title>Hello there</title>");

        var page = await browser.OpenAsync(receiver.Url);
        await page.GotoAsync("/");

        Assert.Equal("Hello there", await page.TitleAsync());
        await page.Context.CloseAsync();
    }
}
