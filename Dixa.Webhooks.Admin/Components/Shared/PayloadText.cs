using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Converts a payload to text for display.</summary>
public static class PayloadText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The exact text. If there are bytes that are not UTF-8, they become U+FFFD and <paramref name="exact"/> is false.</summary>
    public static string Raw(ReadOnlySpan<byte> payload, out bool exact)
    {
        try
        {
            exact = true;
            return Strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            exact = false;
            return Encoding.UTF8.GetString(payload);
        }
    }

    /// <summary>
    /// The JSON with line breaks, an indentation of two spaces, and strings written by <see cref="ReadableJson"/>. Numbers are copied as text,
    /// so that they are not changed by parsing. Null when the payload is not JSON.
    /// </summary>
    public static string? Formatted(ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder(payload.Length * 2);

        // Each level is indented by two spaces. Without a limit, a few kilobytes of brackets would become megabytes of spaces.
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = JsonCheck.MaxDepth });
        var previous = JsonTokenType.None;
        try
        {
            while (reader.Read())
            {
                var token = reader.TokenType;
                if (previous is JsonTokenType.PropertyName)
                {
                    text.Append(' ');
                }
                else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
                {
                    if (previous is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    {
                        NewLine(text, reader.CurrentDepth);
                    }
                }
                else if (previous is not JsonTokenType.None)
                {
                    if (previous is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                    {
                        text.Append(',');
                    }

                    NewLine(text, reader.CurrentDepth);
                }

                Copy(text, token, reader.ValueSpan);
                previous = token;
            }
        }
        catch (JsonException)
        {
            return null;
        }

        return text.ToString();
    }

    private static void NewLine(StringBuilder text, int depth) => text.Append('\n').Append(' ', depth * 2);

    private static void Copy(StringBuilder text, JsonTokenType token, ReadOnlySpan<byte> value)
    {
        // For strings and names, the span is the text between the quotes, with its escapes.
        _ = token switch
        {
            JsonTokenType.PropertyName => text.Append('"').Append(ReadableJson.Text(value)).Append("\":"),
            JsonTokenType.String => text.Append('"').Append(ReadableJson.Text(value)).Append('"'),
            _ => text.Append(Encoding.UTF8.GetString(value)),
        };
    }
}
