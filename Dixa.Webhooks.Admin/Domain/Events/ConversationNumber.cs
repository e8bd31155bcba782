using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>The number of the conversation that an event is about.</summary>
public static class ConversationNumber
{
    /// <summary>Null if the payload has none.</summary>
    public static long? Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return In(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null if the envelope has none.</summary>
    internal static long? In(JsonElement envelope) =>
        Member(Conversation(envelope), "csid") is { ValueKind: JsonValueKind.Number } csid && csid.TryGetInt64(out var number) ? number : null;

    internal static JsonElement? Conversation(JsonElement envelope) => Member(Member(envelope, "data"), "conversation");

    internal static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) ? member : null;
}
