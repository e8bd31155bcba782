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

        Assert.Equal("{\n  \"amount\": 1.0e5,\n  \"text\": \"<b>é</b>\"\n}", view.Find(ById("payload-formatted")).TextContent);

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

    [Fact]
    public void Of_a_long_text_the_beginning_is_shown_until_all_is_asked_for_and_copied_is_all_of_it()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var text = new string('a', 65_535) + "😀" + new string('b', 1_000);
        var view = Show(Encoding.UTF8.GetBytes(text));

        Assert.Equal(new string('a', 65_535), view.Find(ById("payload-raw")).TextContent);
        Assert.Contains("The first 65,535 of 66,537 characters are shown", view.Find(ById("payload-cut")).TextContent, StringComparison.Ordinal);
        view.Find(ById("payload-copy")).Click();
        Assert.Equal(text, Assert.Single(module.Invocations["copy"]).Arguments[0]);

        view.Find(ById("payload-show-all")).Click();

        Assert.Equal(text, view.Find(ById("payload-raw")).TextContent);
        Assert.Empty(view.FindAll(ById("payload-cut")));
    }

    [Fact]
    public void What_would_turn_the_text_is_shown_in_both_forms_and_copied_as_it_is()
    {
        const string turned = "{\"paid\":\"\u202Eon\u2066\"}";
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var view = Show(Encoding.UTF8.GetBytes(turned));

        Assert.Equal("{\n  \"paid\": \"⟨U+202E⟩on⟨U+2066⟩\"\n}", view.Find(ById("payload-formatted")).TextContent);
        view.Find(ById("payload-toggle-raw")).Click();
        Assert.Equal("{\"paid\":\"⟨U+202E⟩on⟨U+2066⟩\"}", view.Find(ById("payload-raw")).TextContent);

        view.Find(ById("payload-copy")).Click();
        Assert.Equal(turned, Assert.Single(module.Invocations["copy"]).Arguments[0]);
    }

    [Fact]
    public void A_text_of_64_Ki_characters_is_shown_whole()
    {
        var view = Show(Encoding.UTF8.GetBytes(new string('a', 65_536)));

        Assert.Equal(65_536, view.Find(ById("payload-raw")).TextContent.Length);
        Assert.Empty(view.FindAll(ById("payload-cut")));
    }

    [Fact]
    public void A_long_text_is_cut_also_where_a_short_one_can_be_folded()
    {
        var payload = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('a', 70_000)}}"}""");

        var view = Render<PayloadView>(parameters => parameters.Add(view => view.Payload, payload).Add(view => view.Foldable, true));

        Assert.NotEmpty(view.FindAll(ById("payload-cut")));
        Assert.Equal(65_536, view.Find(ById("payload-formatted")).TextContent.Length);
    }

    private IRenderedComponent<PayloadView> Show(byte[] payload) => Render<PayloadView>(parameters => parameters.Add(view => view.Payload, payload));
}
