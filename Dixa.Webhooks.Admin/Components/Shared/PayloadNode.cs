using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A value in a payload, for a collapsible tree. Strings are written by <see cref="ReadableJson"/>; numbers are copied from the payload.</summary>
/// <param name="Name">The property name in quotes; null for the root and for array items.</param>
/// <param name="Text">The value; for an object or array, its opening bracket.</param>
/// <param name="Children">The members of an object or array; null for any other value.</param>
public sealed record PayloadNode(string? Name, string Text, IReadOnlyList<PayloadNode>? Children)
{
    // Each node is a few page elements. Nobody browses larger or deeper trees by hand.
    private const int MaxNodes = 2_000;
    private const int MaxDepth = 64;

    public string Closing => Text is "{" ? "}" : "]";

    /// <summary>Null when the payload is not JSON, or too large or deep for a tree.</summary>
    public static PayloadNode? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        var remaining = MaxNodes;
        try
        {
            return reader.Read() && Next(ref reader, null, ref remaining) is { } root && !reader.Read() ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PayloadNode? Next(ref Utf8JsonReader reader, string? name, ref int remaining)
    {
        if (--remaining < 0)
        {
            return null;
        }

        if (reader.TokenType is JsonTokenType.String)
        {
            return new PayloadNode(name, $"\"{ReadableJson.Text(reader.ValueSpan)}\"", Children: null);
        }

        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return new PayloadNode(name, text, Children: null);
        }

        var children = new List<PayloadNode>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            string? member = null;
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                member = $"\"{ReadableJson.Text(reader.ValueSpan)}\"";
                reader.Read();
            }

            if (Next(ref reader, member, ref remaining) is not { } child)
            {
                return null;
            }

            children.Add(child);
        }

        return new PayloadNode(name, text, children);
    }
}
