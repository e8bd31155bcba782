using System.Text.Json;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>A delivery whose data a test starts with.</summary>
/// <param name="Id">The delivery.</param>
/// <param name="EventType">The wire name of its event type.</param>
/// <param name="Data">Its data, formatted.</param>
public sealed record TestTemplate(long Id, string EventType, string Data)
{
    /// <summary>Null if the payload has no data.</summary>
    public static TestTemplate? Of(DeliveryRow delivery, ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isData = reader.ValueTextEquals("data");
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isData)
                {
                    return PayloadText.Formatted(payload[start..(int)reader.BytesConsumed]) is { } data ? new TestTemplate(delivery.Id, delivery.EventType, data) : null;
                }
            }
        }
        catch (JsonException)
        {
            // Not a payload that this application sent.
        }

        return null;
    }

    /// <summary>Null for another event type than the delivery's.</summary>
    public string? TextFor(EventType type) => type.Fqn == EventType ? Data : null;
}
