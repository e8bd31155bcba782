using System.Text;
using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

public sealed class DataEditorTests : ComponentTest
{
    private static readonly EventType Rated = EventCatalogue.All.Single(type => type.Fqn == "CONVERSATION_RATED");

    private readonly BunitJSModuleInterop _browser;

    public DataEditorTests() => _browser = JSInterop.SetupModule("./Components/Webhooks/Testing/DataEditor.razor.js");

    private static string Sample => PayloadText.Formatted(Rated.Data.Sample.Span)!;

    [Fact]
    public void The_types_sample_stands_there_first()
    {
        var editor = Open();

        Assert.Equal(Sample, editor.Find(ById("test-data")).TextContent);
        Assert.Equal("The event's own sample, as valid JSON.", Verdict(editor));
        Assert.True(editor.Find(ById("test-reset")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_is_wrong_is_told_when_the_typing_pauses_and_goes_when_it_is_mended()
    {
        var editor = Open();

        await TypeAsync(editor, "{\"score\": }");
        Assert.StartsWith("It is not JSON at line 1, column 11:", Verdict(editor), StringComparison.Ordinal);
        Assert.Equal("true", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
        Assert.Equal(editor.Find(ById("test-verdict")).Id, editor.Find(ById("test-data")).GetAttribute("aria-describedby"));

        await TypeAsync(editor, Sample + " ");
        Assert.Equal("Valid JSON.", Verdict(editor));
        Assert.Equal("false", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task What_does_not_fit_the_type_is_told_and_allowed()
    {
        var editor = Open();

        await TypeAsync(editor, "{\"conversation\": 5}");

        Assert.StartsWith(
            "Valid JSON, but not what CONVERSATION_RATED carries: data.conversation must be an object, not a number. It can be sent all the same", Verdict(editor), StringComparison.Ordinal);
        Assert.Equal("false", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task What_was_changed_goes_back_to_the_sample()
    {
        var editor = Open();
        await TypeAsync(editor, "{}");

        await editor.Find(ById("test-reset")).ClickAsync();

        Assert.Equal(Sample, Assert.Single(_browser.Invocations["write"]).Arguments[1]);
        Assert.Equal("The event's own sample, as valid JSON.", Verdict(editor));
        Assert.True(editor.Find(ById("test-reset")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task What_is_handed_over_is_what_stands_there_at_that_moment()
    {
        var editor = Open();
        Hold("{ \"ü\": 1.0e5 }");

        var data = await editor.InvokeAsync(editor.Instance.ReadAsync);

        Assert.Equal(("{ \"ü\": 1.0e5 }", false, null), (data.Text, data.IsSample, data.Problem));
        Assert.Equal(Encoding.UTF8.GetBytes(data.Text), data.Bytes);
    }

    [Fact]
    public async Task An_emptied_box_is_told_to_be_empty()
    {
        var editor = Open();

        await TypeAsync(editor, "");

        Assert.StartsWith("It is empty.", Verdict(editor), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2 * EnteredData.MaxBytes)]
    [InlineData(9 * EnteredData.MaxBytes)]
    public async Task A_text_that_is_too_long_is_told_to_be(int bytes)
    {
        var editor = Open();

        await TypeAsync(editor, new string(' ', bytes));

        Assert.Equal(EnteredData.TooLong(bytes), Verdict(editor));
    }

    [Fact]
    public void What_was_typed_before_stands_there_again() => Assert.Equal("{ \"mine\": 1 }", Open("{ \"mine\": 1 }").Find(ById("test-data")).TextContent);

    private IRenderedComponent<DataEditor> Open(string? text = null)
    {
        _browser.Mode = JSRuntimeMode.Loose;
        return Render<DataEditor>(parameters => parameters.Add(editor => editor.Type, Rated).Add(editor => editor.Text, text));
    }

    private Task TypeAsync(IRenderedComponent<DataEditor> editor, string text)
    {
        Hold(text);
        return editor.InvokeAsync(editor.Instance.TypedAsync);
    }

    private void Hold(string text) => _browser.Setup<LongText.Held>("read", _ => true).SetResult(TypedStream.Held(text));

    private static string Verdict(IRenderedComponent<DataEditor> editor) => editor.Find(ById("test-verdict")).TextContent.Trim();
}
