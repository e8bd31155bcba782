using Bunit;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dixa.Webhooks.Admin.Components.Operations;

public sealed class SettingsInForcePageTests : ComponentTest
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Retention:Days", "7"), new("Api:BootstrapToken", "marker-token-0123456789")];

    [Fact]
    public void Changed_settings_are_marked_and_secrets_masked()
    {
        var page = Open();

        Assert.Contains("Dispatch:RetryDelay", Names(page));
        var days = page.Find("[data-name='Retention:Days']");
        Assert.Equal(("true", "7", "30"), (days.GetAttribute("data-differs"), days.QuerySelector("[data-label='Value'] span span")!.TextContent, days.QuerySelector("[data-label='Default']")!.TextContent));
        Assert.Contains(Mask.Text, page.Find("[data-name='Api:BootstrapToken']").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("marker-token", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_changed_ones_can_be_shown_and_the_choice_is_in_the_URL()
    {
        var page = Open();

        page.Find(ById("settings-changed")).Click();

        Assert.EndsWith("?changed=True", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Storage:ConnectionString", "Api:BootstrapToken", "Retention:Days"], Names(page));
        page.Find(ById("settings-all")).Click();
        Assert.DoesNotContain("changed", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Dispatch:RetryDelay", Names(page));
    }

    private static IEnumerable<string?> Names(IRenderedComponent<SettingsInForcePage> page) => page.FindAll(ById("setting-row")).Select(row => row.GetAttribute("data-name"));

    private IRenderedComponent<SettingsInForcePage> Open()
    {
        SignIn(Role.Administrator);
        return Render<SettingsInForcePage>();
    }
}
