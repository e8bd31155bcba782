using Bunit;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Components.Catalogue;

public sealed class EventDetailsTests : ComponentTest
{
    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_its_names_description_fields_sample_and_schema(string fqn)
    {
        var type = Find(fqn);

        var details = Open(type);

        Assert.Equal(type.Label, details.Find(ById("catalogue-title")).TextContent);
        Assert.Equal(type.Description, details.Find(".description").TextContent);
        Assert.Equal([type.Fqn, type.ApiName], details.FindAll(".facts code").Select(name => name.TextContent));
        Assert.All(type.Data.Fields, field => Assert.NotNull(details.Find(ById($"field-{field.Path}"))));
        Assert.Contains($"\"event_fqn\": \"{fqn}\"", Sample(details), StringComparison.Ordinal);
        Assert.Contains("https://json-schema.org/draft/2020-12/schema", details.Find($"{ById("catalogue-schema")} pre").TextContent, StringComparison.Ordinal);
    }

    public static TheoryData<string> Types { get; } = [.. EventCatalogue.All.Select(type => type.Fqn)];

    [Fact]
    public async Task The_sample_is_shown_whole_or_as_data_alone_and_copied_as_shown()
    {
        var module = JSInterop.SetupModule("./Components/Shared/CopyButton.razor.js");
        module.Setup<bool>("copy", _ => true).SetResult(true);
        var type = Find("CONVERSATION_RATED");
        var details = Open(type);

        await details.Find($"{ById("catalogue-sample")} {ById("payload-copy")}").ClickAsync();
        await details.Find(ById("sample-data")).ClickAsync();
        await details.Find($"{ById("catalogue-sample")} {ById("payload-copy")}").ClickAsync();

        var data = PayloadText.Formatted(type.Data.Sample.Span);
        Assert.Equal(data, Sample(details));
        Assert.Equal(
            [PayloadText.Formatted(EventEnvelope.Sample(type, Store.Service<Organization>())), data],
            module.Invocations["copy"].Select(call => call.Arguments[0]));
    }

    private IRenderedComponent<EventDetails> Open(EventType type)
    {
        SignIn(Role.Support);
        return Render<EventDetails>(parameters => parameters.Add(details => details.Type, type));
    }

    private static string Sample(IRenderedComponent<EventDetails> details) => details.Find($"{ById("catalogue-sample")} pre").TextContent;

    private static EventType Find(string fqn) => EventCatalogue.TryFind(fqn, out var type) ? type : throw new ArgumentException(fqn);
}
