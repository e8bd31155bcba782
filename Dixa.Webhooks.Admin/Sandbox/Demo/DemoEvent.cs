using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>An event of the demo. <c>Data</c> is JSON in UTF-8.</summary>
public sealed record DemoEvent(EventType Type, byte[] Data)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = PayloadJson.Options.Encoder };

    public static DemoEvent Of<T>(T data)
        where T : IEventData<T> =>
        new(EventCatalogue.All.Single(type => type.Data.Type == typeof(T)), JsonSerializer.SerializeToUtf8Bytes(data, PayloadJson.Options));

    /// <summary>The request body with which a platform would publish the event.</summary>
    public byte[] ToRequest()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            json.WriteString("event_fqn"u8, Type.Fqn);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(Data);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}
