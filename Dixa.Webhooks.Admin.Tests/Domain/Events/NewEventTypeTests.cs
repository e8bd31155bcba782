using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Api.EventTypes;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A new event type needs one catalogue entry and one record. Everything else is derived from these, and no other code names a type.</summary>
public sealed partial class NewEventTypeTests
{
    private static readonly EventType Type = EventType.Of<ConversationMuted>("CONVERSATION_MUTED", "Conversation muted", "Somebody mutes a conversation.", EventGroup.Content);

    /// <summary>Where types are defined, and the demo, which uses some of them but need not be extended for a new one.</summary>
    private static readonly string[] MayNameTypes = ["Domain/Events/EventCatalogue.cs", "Domain/Events/Payloads/", "Sandbox/Demo/"];

    [Fact]
    public void It_has_its_names_and_a_sample()
    {
        Assert.Equal(("CONVERSATION_MUTED", "ConversationMuted"), (Type.Fqn, Type.ApiName));
        Assert.Equal("""{"since":"2026-03-02T09:00:00.000Z","minutes":null}""", Encoding.UTF8.GetString(Type.Data.Sample.Span));
    }

    [Fact]
    public void It_has_a_schema_that_its_sample_matches()
    {
        var schema = JsonElement.Parse(Type.Data.Schema.ToJsonString());

        Assert.Empty(SchemaCheck.Errors(schema, JsonElement.Parse(Type.Data.Sample.Span)));
        Assert.Equal("""["since"]""", schema.GetProperty("required").GetRawText());
        Assert.Equal("When it started.", schema.GetProperty("properties").GetProperty("since").GetProperty("description").GetString());
    }

    [Theory]
    [InlineData("""{"since":"2026-03-02T09:00:00Z"}""", null)]
    [InlineData("""{"since":"2026-03-02T09:00:00Z","minutes":null,"new":1}""", null)]
    [InlineData("""{"minutes":7}""", "data.since is missing; it must be an ISO 8601 time with an offset, such as 2023-07-13T09:02:29.803Z.")]
    [InlineData("""{"since":"2026-03-02T09:00:00Z","minutes":7.5}""", "data.minutes must be an integer or null, not a number with a fraction.")]
    public void Its_data_is_checked(string data, string? error) => Assert.Equal(error, Type.Data.Check(JsonElement.Parse(data))?.ToString());

    [Fact]
    public void It_goes_into_an_envelope()
    {
        var envelope = new EventEnvelope(Guid.Empty, Type, "1", default, new Organization(Guid.Empty, "Dixa"));

        Assert.Contains("\"event_fqn\":\"CONVERSATION_MUTED\"", Encoding.UTF8.GetString(envelope.ToUtf8Json(Type.Data.Sample.Span)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_API_describes_it()
    {
        var described = EventTypeDescription.Of(Type);

        Assert.Equal((Type.Label, Type.Fqn, Type.ApiName, Type.Description), (described.Label, described.Fqn, described.ApiName, described.Description));
        Assert.Equal(Type.Data.Schema.ToJsonString(), described.Schema.ToJsonString());
        Assert.Equal(Type.Data.Sample.ToArray(), Encoding.UTF8.GetBytes(described.Sample.GetRawText()));
    }

    [Fact]
    public void Nothing_but_the_catalogue_and_the_records_names_a_type() => Assert.Empty(Naming(Sources()));

    [Theory]
    [InlineData("Ingest/X.cs", "if (fqn == \"CONVERSATION_RATED\")", true)]
    [InlineData("Api/X.cs", "var x = new ConversationRated(", true)]
    [InlineData("Components/X.razor", "<li>AGENT_BANNED_IP</li>", true)]
    [InlineData("Domain/X.cs", "    /// <summary>For example <c>CONVERSATION_RATED</c>.</summary>", false)]
    [InlineData("Domain/Events/Payloads/X.cs", "record ConversationRated(", false)]
    [InlineData("Ingest/X.cs", "var conversation = EventCatalogue.All[0];", false)]
    public void A_file_that_names_a_type_is_detected(string file, string line, bool noticed) => Assert.Equal(noticed, Naming([(file, [line])]).Any());

    private static IEnumerable<string> Naming(IEnumerable<(string File, string[] Lines)> sources)
    {
        var names = EventCatalogue.All.SelectMany(type => new[] { type.Fqn, type.ApiName, type.Data.Type.Name }).ToHashSet();
        return
            from source in sources
            where !MayNameTypes.Any(place => source.File.StartsWith(place, StringComparison.Ordinal))
            from line in source.Lines
            where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
            from word in Word().Matches(line).Select(match => match.Value).Where(names.Contains)
            select $"{source.File} names {word}: {line.Trim()}";
    }

    private static IEnumerable<(string File, string[] Lines)> Sources()
    {
        var app = Path.Combine(Repository.Root, "Dixa.Webhooks.Admin");
        var files = Directory.EnumerateFiles(app, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".js")
            .Select(file => Path.GetRelativePath(app, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))

            // The demo uses existing types; a new one need not occur in it.
            .Where(file => !file.StartsWith("Sandbox/Demo/", StringComparison.Ordinal))
            .ToList();
        Assert.Contains("Domain/Events/EventCatalogue.cs", files);
        return files.Select(file => (file, File.ReadAllLines(Path.Combine(app, file))));
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    private sealed record ConversationMuted(
        [Description("When it started.")] DateTimeOffset Since,
        [Description("For how many minutes; null without an end.")] int? Minutes = null) : IEventData<ConversationMuted>
    {
        public static ConversationMuted Sample => new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    }
}
