using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A value in a payload, for a tree that can be folded. Strings are as <see cref="ReadableJson"/> writes them; numbers keep the spelling of the payload.</summary>
/// <param name="Name">The member's name with its quotes; null for the whole and in a list.</param>
/// <param name="Text">The value; of an object or a list, its opening bracket.</param>
/// <param name="Children">What is in an object or a list; null for any other value.</param>
public sealed record PayloadNode(string? Name, string Text, IReadOnlyList<PayloadNode>? Children)
{
    // Each is a few elements on a page. What has more, or goes deeper, nobody unfolds by hand.
    private const int MaxNodes = 2_000;
    private const int MaxDepth = 64;

    public string Closing => Text is "{" ? "}" : "]";

    /// <summary>Null when it is no JSON, or too much of it for a tree.</summary>
    public static PayloadNode? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
        var left = MaxNodes;
        try
        {
            return reader.Read() && Next(ref reader, null, ref left) is { } root && !reader.Read() ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PayloadNode? Next(ref Utf8JsonReader reader, string? name, ref int left)
    {
        if (--left < 0)
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

            if (Next(ref reader, member, ref left) is not { } child)
            {
                return null;
            }

            children.Add(child);
        }

        return new PayloadNode(name, text, children);
    }
}
