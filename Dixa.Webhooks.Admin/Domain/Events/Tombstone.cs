using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// What stays of a payload whose content was removed: the envelope and the conversation's number. It is for display and search, and is never sent.
/// </summary>
public static class Tombstone
{
    private const string Data = "data";
    private const string Conversation = "conversation";
    private const string Csid = "csid";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns an empty object if the payload is not a JSON object.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind is JsonValueKind.Object ? Write(document.RootElement) : "{}"u8.ToArray();
        }
        catch (JsonException)
        {
            return "{}"u8.ToArray();
        }
    }

    private static byte[] Write(JsonElement envelope)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            foreach (var member in envelope.EnumerateObject())
            {
                if (!member.NameEquals(Data))
                {
                    member.WriteTo(json);
                }
            }

            json.WriteStartObject(Data);
            if (ConversationNumber.In(envelope) is { } number)
            {
                json.WriteStartObject(Conversation);
                json.WriteNumber(Csid, number);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
