using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>A request's body as JSON, or what keeps it from being that.</summary>
internal static class EventJson
{
    private const int MaxDepth = 256;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    /// <exception cref="UnreadableEventException">It is empty, not UTF-8, not JSON or nested too deep.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        // RFC 8259, section 8.1: a byte order mark is not to be sent, and may be ignored where it was.
        var json = body.Span.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new UnreadableEventException("The body is empty; it must be one event (a JSON object) or an array of them.");
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
            throw new UnreadableEventException(SyntaxError(json.Span) ?? $"The body is nested deeper than {MaxDepth} levels, the most that are allowed.");
        }
    }

    /// <summary>Where a text stops being JSON, however deep it is nested; null when it never does.</summary>
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
