using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

public sealed class EventEnvelopeTests
{
    private const string Head =
        """{"event_id":"0be2bd61-7e28-4620-87f0-74952725d960","event_fqn":"CONVERSATION_RATED","event_version":"1","event_timestamp":"2023-07-13T09:02:29.803Z","organization":{"id":"7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42","name":"Dixa"},"data":""";

    private static readonly DateTimeOffset Timestamp = new(2023, 7, 13, 9, 2, 29, 803, TimeSpan.Zero);

    public static TheoryData<string> Data { get; } =
    [
        "{}",
        """{"zeta":1,"alpha":2,"mid":{"y":1,"b":2},"a":[3,2,1]}""",
        """{"twice":1,"twice":2}""",
        """{"n":1.0e5,"m":1E400,"k":-0.0,"big":123456789012345678901234567890,"p":1.10}""",
        """{"escaped":"\u00e9\u00E9\u002f\/","quote":"\"","tab":"\t"}""",
        """{"text":"Größe – ναι – 東京 – \u2028"}""",
        """{"emoji":"🎉👩‍👩‍👧","pair":"\ud83c\udf89","lone":"\ud83c"}""",
        """{"html":"<b>&amp;'+</b>"}""",
        "{ \"spaces\" :\t1 ,\r\n \"more\" : [ ] }",
        """{"null":null,"":"empty key"}""",
        "{\"deep\":" + new string('[', 2_000) + new string(']', 2_000) + "}",
        "{\"long\":\"" + new string('x', 100_000) + "\"}",
    ];

    [Theory]
    [MemberData(nameof(Data))]
    public void The_data_is_in_the_envelope_byte_for_byte(string data) =>
        Assert.Equal(Encoding.UTF8.GetBytes(Head + data + "}"), Envelope().ToUtf8Json(Encoding.UTF8.GetBytes(data)));

    [Fact]
    public void The_sample_of_a_type_is_a_complete_payload_and_always_the_same()
    {
        Assert.True(EventCatalogue.TryFind("CONVERSATION_RATED", out var type));

        var sample = JsonElement.Parse(EventEnvelope.Sample(type, Envelope().Organization));

        Assert.Equal(["event_id", "event_fqn", "event_version", "event_timestamp", "organization", "data"], sample.EnumerateObject().Select(member => member.Name));
        Assert.Equal("CONVERSATION_RATED", sample.GetProperty("event_fqn").GetString());
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(type.Data.Sample.Span), sample.GetProperty("data")));
        Assert.Equal(EventEnvelope.Sample(type, Envelope().Organization), EventEnvelope.Sample(type, Envelope().Organization));
    }

    [Fact]
    public void There_is_no_byte_order_mark() => Assert.Equal((byte)'{', Envelope().ToUtf8Json("{}"u8)[0]);

    [Theory]
    [InlineData("2023-07-13T09:02:29+00:00", "2023-07-13T09:02:29.000Z")]
    [InlineData("2023-07-13T09:02:29.8+00:00", "2023-07-13T09:02:29.800Z")]
    [InlineData("2023-07-13T09:02:29.8039999+00:00", "2023-07-13T09:02:29.803Z")]
    [InlineData("2023-07-13T00:30:00+02:00", "2023-07-12T22:30:00.000Z")]
    [InlineData("2023-12-31T23:59:59.999-05:00", "2024-01-01T04:59:59.999Z")]
    public void The_timestamp_is_written_in_UTC_with_milliseconds(string happened, string written)
    {
        var envelope = Envelope() with { Timestamp = DateTimeOffset.Parse(happened, CultureInfo.InvariantCulture) };

        using var json = JsonDocument.Parse(envelope.ToUtf8Json("{}"u8));

        Assert.Equal(written, json.RootElement.GetProperty("event_timestamp").GetString());
    }

    [Theory]
    [InlineData("Dixa")]
    [InlineData("")]
    [InlineData("The \"Best\" \\ Company")]
    [InlineData("Müller & Søn <ApS>")]
    [InlineData("東京サポート")]
    [InlineData("Party 🎉 Ltd")]
    [InlineData("two\nlines")]
    public void The_organizations_name_reads_back_as_it_was(string name)
    {
        var envelope = Envelope() with { Organization = new Organization(Guid.NewGuid(), name) };

        using var json = JsonDocument.Parse(envelope.ToUtf8Json("{}"u8));

        Assert.Equal(name, json.RootElement.GetProperty("organization").GetProperty("name").GetString());
    }

    [Fact]
    public void Another_version_is_written_as_a_string()
    {
        using var json = JsonDocument.Parse((Envelope() with { Version = "2" }).ToUtf8Json("{}"u8));

        Assert.Equal("\"2\"", json.RootElement.GetProperty("event_version").GetRawText());
    }

    private static EventEnvelope Envelope() => new(
        Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960"),
        EventCatalogue.All.Single(type => type.Fqn == "CONVERSATION_RATED"),
        EventEnvelope.DefaultVersion,
        Timestamp,
        new Organization(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa"));
}
