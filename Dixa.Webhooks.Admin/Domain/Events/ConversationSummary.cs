using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>What lists show of the conversation that an event is about.</summary>
/// <param name="Number">Null if the payload has none.</param>
/// <param name="Requester">The requester's name, or else their e-mail address or phone number; null if the payload has none.</param>
public sealed record ConversationSummary(long? Number, string? Requester)
{
    public static ConversationSummary None { get; } = new(null, null);

    public static ConversationSummary Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var requester = ConversationNumber.Member(ConversationNumber.Conversation(document.RootElement), "requester");
            return new(ConversationNumber.In(document.RootElement), Text(requester, "name") ?? Text(requester, "email") ?? Text(requester, "phone"));
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static string? Text(JsonElement? person, string name) =>
        ConversationNumber.Member(person, name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;
}
