using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Parses a request body as JSON and explains what is wrong with it.</summary>
internal static class EventJson
{
    private const string What = "The body";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonCheck.MaxDepth };

    /// <exception cref="UnreadableEventException">The body is empty, not UTF-8, not JSON or nested too deeply.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        // RFC 8259, section 8.1: senders must not add a byte order mark, but parsers may ignore it.
        var json = body.Span.StartsWith("\uFEFF"u8) ? body["\uFEFF"u8.Length..] : body;
        if (JsonCheck.TextError(json.Span, What, "one event (a JSON object) or an array of events") is { } error)
        {
            throw new UnreadableEventException(error);
        }

        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException invalid)
        {
            throw new UnreadableEventException(JsonCheck.SyntaxError(json.Span, What) ?? invalid.Message);
        }
    }
}
