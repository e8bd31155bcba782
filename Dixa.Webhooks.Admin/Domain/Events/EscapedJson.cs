using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Reads the texts that JSON writes with escapes, which a search of the bytes does not find.</summary>
internal static class EscapedJson
{
    /// <summary>Whether an unescaped name or value matches. Reads up to the end, or up to the first error.</summary>
    public static bool Any(ReadOnlySpan<byte> text, Func<string, bool> matches)
    {
        if (!text.Contains((byte)'\\'))
        {
            return false;
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && Read(ref reader) is { } value && matches(value))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON, or cut off.
        }

        return false;
    }

    /// <summary>Null for an unpaired surrogate.</summary>
    private static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
