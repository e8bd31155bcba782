using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Ingest;

public sealed class EventReaderTests
{
    private const string Id = "0be2bd61-7e28-4620-87f0-74952725d960";

    private static readonly Organization Dixa = new(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");

    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{}}x""", "The body is not valid JSON at line 1, column ")]
    [InlineData("", "The body is empty")]
    [InlineData(" \r\n\t", "The body is empty")]
    [InlineData("\uFEFF", "The body is empty")]
    [InlineData("nonsense", "The body is not valid JSON at line 1, column ")]
    [InlineData("42", "must be one event")]
    [InlineData("null", "must be one event")]
    [InlineData("[]", "0 events. It must have 1 to 1000.")]
    [InlineData("[1]", "[0] must be an event")]
    [InlineData("""{"data":{}}""", "event_fqn is missing")]
    [InlineData("""{"event_fqn":null,"data":{}}""", "event_fqn must be a string, not null")]
    [InlineData("""{"event_fqn":7,"data":{}}""", "event_fqn must be a string, not a number")]
    [InlineData("""{"event_fqn":"conversation_created","data":{}}""", "event_fqn \"conversation_created\" is unknown. It must be one of CONVERSATION_CREATED,")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED"}""", "data is missing")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":null}""", "data must be a JSON object, not null")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":[]}""", "data must be a JSON object, not an array")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":"{}"}""", "data must be a JSON object, not a string")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"data":{}}""", "data appears more than once; it is allowed only once.")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_id":"x"}""", "event_id must be a uuid")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_id":5}""", "event_id must be a string")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_id":"00000000-0000-0000-0000-000000000000"}""", "event_id must be a uuid")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_id":"0be2bd617e28462087f074952725d960"}""", "event_id must be a uuid")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_timestamp":"yesterday"}""", "event_timestamp must be an ISO 8601 time")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_timestamp":"2023-07-13T09:02:29"}""", "event_timestamp must be an ISO 8601 time")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_timestamp":"2023-13-45T09:02:29Z"}""", "event_timestamp must be an ISO 8601 time")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_timestamp":1689238949803}""", "event_timestamp must be a string")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_version":1}""", "event_version must be a string")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_version":""}""", "event_version must have 1 to 20 characters")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"organization":"Dixa"}""", "organization must be a JSON object")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"organization":{"name":"Dixa"}}""", "organization must have both id")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"organization":{"id":"7","name":"Dixa"}}""", "organization.id must be a uuid")]
    [InlineData("""{"event_fqn":"\ud800","data":{}}""", "event_fqn contains an unpaired surrogate")]
    [InlineData("""[{"event_fqn":"AGENT_BANNED_IP","data":{}},{"event_fqn":"X","data":{}}]""", "[1].event_fqn \"X\" is unknown")]
    public void An_error_is_reported_with_its_location(string body, string message)
    {
        Assert.Null(Read(body, out var rejection));
        Assert.Contains(message, rejection!.Message, StringComparison.Ordinal);
        Assert.False(rejection.TooLarge);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] body = [.. "{\"event_fqn\":\"AGENT_BANNED_IP\",\"data\":{\"a\":\""u8, 0xff, .. "\"}}"u8];

        Assert.Null(EventReader.Read(body, Dixa, IngestValidation.Strict, Now, out var rejection));
        Assert.Contains("UTF-8", rejection!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void An_array_can_have_at_most_a_thousand_events(int count, bool allowed)
    {
        var body = $"[{string.Join(',', Enumerable.Repeat("""{"event_fqn":"AGENT_BANNED_IP","data":{}}""", count))}]";

        Assert.Equal(allowed, Read(body, out var rejection) is not null);
        Assert.Equal(allowed ? null : "The array has 1001 events. It must have 1 to 1000.", rejection?.Message);
        Assert.False(rejection?.TooLarge ?? false);
    }

    [Theory]
    [InlineData(254, null)]
    [InlineData(255, "The body is nested too deeply. At most 256 levels are allowed.")]
    [InlineData(100_000, "The body is nested too deeply. At most 256 levels are allowed.")]
    public void Too_deep_nesting_is_distinguished_from_invalid_JSON(int arrays, string? message)
    {
        Read(Nested(arrays, "1"), out var rejection);
        Read(Nested(arrays, "?"), out var syntax);

        Assert.Equal(message, rejection?.Message);
        Assert.StartsWith("The body is not valid JSON at line 1, column ", syntax!.Message, StringComparison.Ordinal);

        static string Nested(int arrays, string inner) =>
            $$"""{"event_fqn":"AGENT_BANNED_IP","data":{"a":{{new string('[', arrays)}}{{inner}}{{new string(']', arrays)}} } }""";
    }

    [Fact]
    public void A_byte_order_mark_is_ignored() =>
        Assert.Single(Read("\uFEFF{\"event_fqn\":\"AGENT_BANNED_IP\",\"data\":{}}", out _)!.Events);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void An_event_can_have_at_most_a_mebibyte(int over, bool allowed)
    {
        const string Around = """{"event_fqn":"AGENT_BANNED_IP","data":{"a":""}}""";
        var body = Around.Replace("\"\"", $"\"{new string('x', EventReader.MaxEventBytes - Around.Length + over)}\"", StringComparison.Ordinal);

        Assert.Equal(allowed, Read(body, out var rejection) is not null);
        Assert.Equal(!allowed, rejection?.TooLarge ?? false);
    }

    /// <summary>DataShapeTests cover the rules for <c>data</c>. This covers that they are applied and that the path is correct.</summary>
    [Theory]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{}}""", "data.conversation is missing; it must be an object.")]
    [InlineData("""[{"event_fqn":"AGENT_BANNED_IP","data":{}},{"event_fqn":"CONVERSATION_OPEN","data":{"conversation":{"csid":"1"}}}]""", "[1].data.conversation.csid must be an integer, not a string.")]
    public void Data_that_does_not_match_its_event_type_is_refused_unless_only_the_envelope_is_validated(string body, string message)
    {
        Assert.Null(Read(body, out var rejection));
        Assert.Equal(message, rejection!.Message);
        Assert.NotNull(Read(body, out _, IngestValidation.EnvelopeOnly));
    }

    [Theory]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED"}""", "data is missing")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":[]}""", "data must be a JSON object")]
    [InlineData("""{"event_fqn":"CONVERSATION_CREATED","data":{},"event_id":"x"}""", "event_id must be a uuid")]
    public void The_envelope_is_always_validated(string body, string message)
    {
        Assert.Null(Read(body, out var rejection, IngestValidation.EnvelopeOnly));
        Assert.StartsWith(message, rejection!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800aaaaaaaaaaaaaaaa")]
    public void A_name_with_an_unpaired_surrogate_is_unknown(string name)
    {
        var body = $$"""{"{{name}}":1,"event_fqn":"AGENT_BANNED_IP","organization":{"{{name}}":1,"id":"{{Id}}","name":"x"},"data":{"{{name}}":1} }""";

        Assert.EndsWith($"\"data\":{{\"{name}\":1}}}}", Encoding.UTF8.GetString(Assert.Single(Read(body, out _)!.Events).Payload), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_may_be_escaped() =>
        Assert.Equal("AGENT_BANNED_IP", Assert.Single(Read("""{"event\u005ffqn":"AGENT_BANNED_IP","d\u0061ta":{}}""", out _)!.Events).EventType);

    [Fact]
    public void The_event_that_README_publishes_is_accepted()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var from = readme.IndexOf("<<'END'\n", StringComparison.Ordinal) + "<<'END'\n".Length;

        Assert.Single(Read(readme[from..readme.IndexOf("\nEND\n", from, StringComparison.Ordinal)], out _)!.Events);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"b\" : 1,\n\t\"a\":2 }")]
    [InlineData("""{"n":1.0e5,"m":1E400,"z":-0,"long":123456789012345678901234567890}""")]
    [InlineData("""{"e":"\u00e9\/\ud83d\ude00\u0000","raw":"é😀</script>"}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"half":"\ud800"}""")]
    public void The_data_is_kept_byte_for_byte(string data)
    {
        var read = Read($$"""{"data":{{data}},"event_fqn":"AGENT_BANNED_IP"}""", out _);

        Assert.EndsWith($"\"data\":{data}}}", Encoding.UTF8.GetString(Assert.Single(read!.Events).Payload), StringComparison.Ordinal);
    }

    [Fact]
    public void Omitted_members_get_defaults()
    {
        var stored = Assert.Single(Read("""{"event_fqn":"AGENT_BANNED_IP","data":{}}""", out _)!.Events);

        Assert.Equal(
            $$$"""{"event_id":"{{{stored.EventId}}}","event_fqn":"AGENT_BANNED_IP","event_version":"1","event_timestamp":"2026-03-01T12:00:00.007Z","organization":{"id":"7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42","name":"Dixa"},"data":{}}""",
            Encoding.UTF8.GetString(stored.Payload));
        Assert.NotEqual(Guid.Empty, stored.EventId);
    }

    [Fact]
    public void Given_members_are_kept()
    {
        const string Body = $$"""
            {"event_id":"{{Id}}","event_fqn":"AGENT_UNBANNED_IP","event_version":"2","event_timestamp":"2023-07-13T11:02:29.803+02:00",
             "organization":{"id":"a1b2c3d4-7e28-4620-87f0-74952725d960","name":"Ærø"},"data":{},"unknown":true}
            """;

        var stored = Assert.Single(Read(Body, out _)!.Events);

        Assert.Equal(
            $$$"""{"event_id":"{{{Id}}}","event_fqn":"AGENT_UNBANNED_IP","event_version":"2","event_timestamp":"2023-07-13T09:02:29.803Z","organization":{"id":"a1b2c3d4-7e28-4620-87f0-74952725d960","name":"Ærø"},"data":{}}""",
            Encoding.UTF8.GetString(stored.Payload));
        Assert.Equal("AGENT_UNBANNED_IP", stored.EventType);
    }

    [Fact]
    public void An_optional_member_that_is_null_counts_as_omitted()
    {
        var stored = Read("""{"event_id":null,"event_fqn":"AGENT_BANNED_IP","event_version":null,"event_timestamp":null,"organization":null,"data":{}}""", out _);

        using var payload = JsonDocument.Parse(Assert.Single(stored!.Events).Payload);
        Assert.Equal("1", payload.RootElement.GetProperty("event_version").GetString());
    }

    private static ReadEvents? Read(string body, out EventRejection? rejection, IngestValidation validation = IngestValidation.Strict) =>
        EventReader.Read(Encoding.UTF8.GetBytes(body), Dixa, validation, Now, out rejection);
}
