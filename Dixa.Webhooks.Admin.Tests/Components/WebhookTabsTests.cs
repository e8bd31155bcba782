using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components;

public sealed class WebhookTabsTests
{
    private static readonly Guid Webhook = Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960");

    public static TheoryData<WebhookTab> All => [.. WebhookTabs.All];

    [Theory]
    [MemberData(nameof(All))]
    public void A_tab_is_found_at_its_address(WebhookTab tab) =>
        Assert.Equal(tab, WebhookTabs.Find(AppUrls.Webhook(Webhook, tab)[AppUrls.Webhook(Webhook).Length..].TrimStart('/')));

    [Theory]
    [InlineData(null, WebhookTab.Events)]
    [InlineData("deliveries", WebhookTab.Deliveries)]
    [InlineData("activity", WebhookTab.Activity)]
    [InlineData("verify", WebhookTab.Verify)]
    [InlineData("Verify", WebhookTab.Verify)]
    [InlineData("events", null)]
    [InlineData("1", null)]
    [InlineData("nonsense", null)]
    public void An_address_leads_to_one_tab_or_none(string? segment, WebhookTab? tab) => Assert.Equal(tab, WebhookTabs.Find(segment));

    [Fact]
    public void The_first_tab_is_the_webhooks_own_address() => Assert.Equal($"{AppUrls.To(AppRoutes.Webhooks)}/{Webhook}", AppUrls.Webhook(Webhook));
}
