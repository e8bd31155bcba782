using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>Something that happens in the demo.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Data">Its <c>data</c>, as JSON in UTF-8.</param>
public sealed record DemoEvent(EventType Type, byte[] Data)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = PayloadJson.Options.Encoder };

    public static DemoEvent Of<T>(T data)
        where T : IEventData<T> =>
        new(EventCatalogue.All.Single(type => type.Data.Type == typeof(T)), JsonSerializer.SerializeToUtf8Bytes(data, PayloadJson.Options));

    /// <summary>As a platform would publish it.</summary>
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
