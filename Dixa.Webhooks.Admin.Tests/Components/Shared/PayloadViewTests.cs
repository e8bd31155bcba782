using System.Text;
using Bunit;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class PayloadViewTests : ComponentTest
{
    private const string Payload = """{"amount":1.0e5, "text":"<b>\u00e9</b>"}""";

    [Fact]
    public void A_payload_is_formatted_first_and_raw_on_request()
    {
        var view = Show(Encoding.UTF8.GetBytes(Payload));

        Assert.Equal("{\n  \"amount\": 1.0e5,\n  \"text\": \"<b>\\u00e9</b>\"\n}", view.Find(ById("payload-formatted")).TextContent);

        view.Find(ById("payload-toggle-raw")).Click();

        Assert.Equal(Payload, view.Find(ById("payload-raw")).TextContent);
        Assert.Empty(view.FindAll(ById("payload-formatted")));
    }

    [Fact]
    public void What_is_copied_is_what_is_shown()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var view = Show(Encoding.UTF8.GetBytes(Payload));

        view.Find(ById("payload-toggle-raw")).Click();
        view.Find(ById("payload-copy")).Click();

        Assert.Equal(Payload, Assert.Single(module.Invocations["copy"]).Arguments[0]);
        Assert.Contains("Copied", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_json_is_shown_raw()
    {
        var view = Show("not json"u8.ToArray());

        Assert.Equal("not json", view.Find(ById("payload-raw")).TextContent);
        Assert.True(view.Find(ById("payload-toggle-formatted")).HasAttribute("disabled"));
    }

    private IRenderedComponent<PayloadView> Show(byte[] payload) => Render<PayloadView>(parameters => parameters.Add(view => view.Payload, payload));
}
