using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Validates an event's <c>data</c> that a user entered: a JSON object, not too long and not nested too deeply.</summary>
public static class EnteredData
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxDepth = 256;

    /// <summary>Returns what is wrong with the data (JSON in UTF-8) and what is allowed, as a sentence for the user; null if it is valid.</summary>
    public static string? Error(ReadOnlySpan<byte> data)
    {
        if (data.Length > MaxBytes)
        {
            return TooLong(data.Length);
        }

        if (!Utf8.IsValid(data))
        {
            return "The data is not valid UTF-8.";
        }

        if (data.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return "The data is empty. It must be a JSON object, for example {}.";
        }

        return SyntaxError(data) ?? KindError(data);
    }

    /// <summary>
    /// Returns the first mismatch with the event type's schema, or null. This is only a warning, because unusual payloads are worth testing too.
    /// The data must have passed <see cref="Error"/>.
    /// </summary>
    public static DataError? Misfit(ReadOnlySpan<byte> data, EventType type) => type.Data.Check(Parse(data));

    /// <summary>The message for data of this size, if it was too long to read.</summary>
    public static string TooLong(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"The data must be at most {MaxBytes:N0} bytes (it has {bytes:N0}).");

    private static string? SyntaxError(ReadOnlySpan<byte> data)
    {
        var options = new JsonReaderOptions { MaxDepth = int.MaxValue };
        var tooDeep = false;
        try
        {
            // Read as if more could follow, to report syntax errors where they are before reporting a missing end.
            var beginning = new Utf8JsonReader(data, isFinalBlock: false, new JsonReaderState(options));
            while (beginning.Read())
            {
                tooDeep |= beginning.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && beginning.CurrentDepth >= MaxDepth;
            }
        }
        catch (JsonException error)
        {
            return $"The data is not valid JSON at {Position(data, error)}: {Reason(error)}.";
        }

        try
        {
            var whole = new Utf8JsonReader(data, options);
            while (whole.Read())
            {
            }
        }
        catch (JsonException)
        {
            return "The data is incomplete: a brace, bracket or quote is not closed.";
        }

        return tooDeep ? $"The data is nested too deeply. At most {MaxDepth} levels are allowed." : null;
    }

    private static string? KindError(ReadOnlySpan<byte> data) => Parse(data) is { ValueKind: not JsonValueKind.Object } other
        ? $"The data must be a JSON object, not {JsonText.Kind(other)}."
        : null;

    private static JsonElement Parse(ReadOnlySpan<byte> data) => JsonElement.Parse(data, new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>Line and column as an editor counts them; the JSON reader counts bytes.</summary>
    private static string Position(ReadOnlySpan<byte> data, JsonException error)
    {
        var line = data;
        for (var skip = error.LineNumber ?? 0; skip > 0; skip--)
        {
            line = line[(line.IndexOf((byte)'\n') + 1)..];
        }

        var before = line[..(int)Math.Min(error.BytePositionInLine ?? 0, line.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, column {Encoding.UTF8.GetCharCount(before) + 1}");
    }

    /// <summary>The first sentence of the JSON reader's message; later ones are for programmers.</summary>
    private static string Reason(JsonException error) => error.Message.Split(". ")[0].TrimEnd('.');
}
