using System.Text;
using Bunit;

namespace Dixa.Webhooks.Admin.Components.Shared;

public sealed class PayloadNodeTests : ComponentTest
{
    [Fact]
    public void Strings_are_unescaped_and_numbers_keep_their_spelling()
    {
        var root = PayloadNode.Read("""{"\u0061":1.0e5,"b":["\/\u00e9",null,{}],"b":-0}"""u8)!;

        Assert.Equal(("{", "}", 3), (root.Text, root.Closing, root.Children!.Count));
        Assert.Equal(["\"a\": 1.0e5", "\"b\": [", "\"b\": -0"], root.Children.Select(child => $"{child.Name}: {child.Text}"));
        Assert.Equal(["\"/é\"", "null", "{"], root.Children[1].Children!.Select(child => child.Text));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}{}")]
    [InlineData("")]
    public void What_is_no_json_is_no_tree(string payload) => Assert.Null(PayloadNode.Read(Encoding.UTF8.GetBytes(payload)));

    [Theory]
    [InlineData(1_999, true)]
    [InlineData(2_000, false)]
    public void What_is_very_long_is_no_tree(int values, bool tree) =>
        Assert.Equal(tree, PayloadNode.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', values))}]")) is not null);

    [Fact]
    public void What_is_nested_very_deep_is_no_tree() =>
        Assert.Null(PayloadNode.Read(Encoding.UTF8.GetBytes(new string('[', 100) + new string(']', 100))));

    [Fact]
    public void A_tree_can_be_folded_and_has_every_line_of_the_formatted_text()
    {
        var payload = """{"id":"x","list":[{"a":1},{}],"none":[],"text":"<b>"}"""u8.ToArray();

        var view = Render<PayloadView>(parameters => parameters.Add(p => p.Payload, payload).Add(p => p.Foldable, true));

        Assert.Equal(
            PayloadText.Formatted(payload)!.Split('\n').Select(line => line.Trim()),
            view.FindAll(".line").Select(line => line.TextContent));
        Assert.Equal(3, view.FindAll("details[open] > summary").Count);
        Assert.Equal(" … ], 2 entries", view.FindAll("summary")[1].GetAttribute("data-folded"));
        Assert.Empty(view.FindAll(".line b"));
    }

    [Fact]
    public void What_is_too_long_to_fold_is_still_formatted()
    {
        var payload = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', 3_000))}]");

        var view = Render<PayloadView>(parameters => parameters.Add(p => p.Payload, payload).Add(p => p.Foldable, true));

        Assert.Equal(PayloadText.Formatted(payload), view.Find("pre").TextContent);
    }

    [Fact]
    public void A_payload_is_saved_byte_for_byte_under_its_name()
    {
        var payload = """{"n":1.0e5}"""u8.ToArray();
        var module = JSInterop.SetupModule("./Components/Shared/DownloadButton.razor.js");
        var saving = module.SetupVoid("save", _ => true);
        var view = Render<PayloadView>(parameters => parameters.Add(p => p.Payload, payload).Add(p => p.FileName, "x.json"));

        view.Find(ById("payload-download")).Click();

        var arguments = Assert.Single(saving.Invocations).Arguments;
        Assert.Equal("x.json", arguments[0]);
        Assert.Equal(payload, Assert.IsType<MemoryStream>(Assert.IsType<Microsoft.JSInterop.DotNetStreamReference>(arguments[1]).Stream).ToArray());
        saving.SetVoidResult();
    }
}
