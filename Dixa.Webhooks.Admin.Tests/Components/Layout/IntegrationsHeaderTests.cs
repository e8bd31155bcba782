using Bunit;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed class IntegrationsHeaderTests : ComponentTest
{
    [Theory]
    [InlineData(Role.Administrator, "API tokens|Webhooks|Deliveries|Event catalogue")]
    [InlineData(Role.Support, "Webhooks|Deliveries|Event catalogue")]
    public void Api_tokens_are_a_tab_for_administrators(Role role, string tabs)
    {
        SignIn(role);

        var header = Render<IntegrationsHeader>(parameters => parameters.Add(header => header.Title, "Webhooks"));

        Assert.Equal(tabs, string.Join('|', header.FindAll("nav a").Select(tab => tab.TextContent.Trim())));
        Assert.Equal("Webhooks", header.Find("a[aria-current]").TextContent.Trim());
    }

    public sealed class WithASandbox : SandboxTest
    {
        [Theory]
        [InlineData(Role.Administrator, "API tokens|Webhooks|Deliveries|Event catalogue|Sandbox")]
        [InlineData(Role.Support, "Webhooks|Deliveries|Event catalogue|Sandbox")]
        public void It_is_a_tab_for_everybody(Role role, string tabs)
        {
            SignIn(role);

            var header = Render<IntegrationsHeader>(parameters => parameters.Add(header => header.Title, "Sandbox").Add(header => header.Tab, AppRoutes.Sandbox));

            Assert.Equal(tabs, string.Join('|', header.FindAll("nav a").Select(tab => tab.TextContent.Trim())));
            Assert.Equal("Sandbox", header.Find("a[aria-current]").TextContent.Trim());
        }
    }
}
