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
    public void The_editor_starts_with_the_types_sample()
    {
        var editor = Open();

        Assert.Equal(Sample, editor.Find(ById("test-data")).TextContent);
        Assert.Equal("The event's sample data.", Verdict(editor));
        Assert.True(editor.Find(ById("test-reset")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task An_error_appears_when_typing_pauses_and_disappears_when_it_is_fixed()
    {
        var editor = Open();

        await TypeAsync(editor, "{\"score\": }");
        Assert.StartsWith("The data is not valid JSON at line 1, column 11:", Verdict(editor), StringComparison.Ordinal);
        Assert.Equal("true", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
        Assert.Equal(editor.Find(ById("test-verdict")).Id, editor.Find(ById("test-data")).GetAttribute("aria-describedby"));

        await TypeAsync(editor, Sample + " ");
        Assert.Equal("Valid JSON.", Verdict(editor));
        Assert.Equal("false", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Data_that_does_not_match_the_schema_is_reported_but_allowed()
    {
        var editor = Open();

        await TypeAsync(editor, "{\"conversation\": 5}");

        Assert.StartsWith(
            "Valid JSON, but it doesn't match the schema of CONVERSATION_RATED. data.conversation must be an object, not a number. You can send it anyway", Verdict(editor), StringComparison.Ordinal);
        Assert.Equal("false", editor.Find(ById("test-data")).GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Changed_data_can_be_reset_to_the_sample()
    {
        var editor = Open();
        await TypeAsync(editor, "{}");

        await editor.Find(ById("test-reset")).ClickAsync();

        Assert.Equal(Sample, Assert.Single(_browser.Invocations["write"]).Arguments[1]);
        Assert.Equal("The event's sample data.", Verdict(editor));
        Assert.True(editor.Find(ById("test-reset")).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Reading_returns_the_current_text()
    {
        var editor = Open();
        Hold("{ \"ü\": 1.0e5 }");

        var data = await editor.InvokeAsync(editor.Instance.ReadAsync);

        Assert.Equal(("{ \"ü\": 1.0e5 }", false, null), (data.Text, data.IsSample, data.Error));
        Assert.Equal(Encoding.UTF8.GetBytes(data.Text), data.Bytes);
    }

    [Fact]
    public async Task An_empty_text_is_reported()
    {
        var editor = Open();

        await TypeAsync(editor, "");

        Assert.StartsWith("The data is empty.", Verdict(editor), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2 * EnteredData.MaxBytes)]
    [InlineData(9 * EnteredData.MaxBytes)]
    public async Task A_text_that_is_too_long_is_reported(int bytes)
    {
        var editor = Open();

        await TypeAsync(editor, new string(' ', bytes));

        Assert.Equal(EnteredData.TooLong(bytes), Verdict(editor));
    }

    [Fact]
    public void Earlier_input_is_restored() => Assert.Equal("{ \"mine\": 1 }", Open("{ \"mine\": 1 }").Find(ById("test-data")).TextContent);

    private IRenderedComponent<DataEditor> Open(string? text = null)
    {
        _browser.Mode = JSRuntimeMode.Loose;
        return Render<DataEditor>(parameters => parameters.Add(editor => editor.Type, Rated).Add(editor => editor.Text, text));
    }

    private Task TypeAsync(IRenderedComponent<DataEditor> editor, string text)
    {
        Hold(text);
        return editor.InvokeAsync(editor.Instance.InputChangedAsync);
    }

    private void Hold(string text) => _browser.Setup<LongText.Held>("read", _ => true).SetResult(UserInputStream.Held(text));

    private static string Verdict(IRenderedComponent<DataEditor> editor) => editor.Find(ById("test-verdict")).TextContent.Trim();
}
