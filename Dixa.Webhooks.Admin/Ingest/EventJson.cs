using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Parses a request body as JSON and explains what is wrong with it.</summary>
internal static class EventJson
{
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <exception cref="UnreadableEventException">The body is empty, not UTF-8, not JSON or nested too deeply.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        // RFC 8259, section 8.1: senders must not add a byte order mark, but parsers may ignore it.
        var json = body.Span.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new UnreadableEventException("The body is empty. It must be one event (a JSON object) or an array of events.");
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw new UnreadableEventException("The body is not valid UTF-8.");
        }

        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException)
        {
            throw new UnreadableEventException(SyntaxError(json.Span) ?? $"The body is nested too deeply. At most {MaxDepth} levels are allowed.");
        }
    }

    /// <summary>Returns the position of the first syntax error at any depth, or null if there is none.</summary>
    private static string? SyntaxError(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException error)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The body is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}.");
        }
    }
}
