using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>The rule for an event's <c>data</c> that somebody typed: a JSON object, not too long and not nested too deep.</summary>
public static class EnteredData
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxDepth = 256;

    /// <summary>What is wrong with it and what is allowed, as a sentence for whoever typed it; null when nothing is.</summary>
    /// <param name="data">JSON in UTF-8.</param>
    public static string? Error(ReadOnlySpan<byte> data)
    {
        if (data.Length > MaxBytes)
        {
            return TooLong(data.Length);
        }

        if (!Utf8.IsValid(data))
        {
            return "It is not valid UTF-8.";
        }

        if (data.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return "It is empty. It must be a JSON object, for example {}.";
        }

        return SyntaxError(data) ?? KindError(data);
    }

    /// <summary>The first thing in which it is not what its type carries, or null. That forbids nothing: odd payloads are worth a try too.</summary>
    /// <param name="data">What <see cref="Problem"/> finds nothing wrong with.</param>
    /// <param name="type">The event type.</param>
    public static DataError? Misfit(ReadOnlySpan<byte> data, EventType type) => type.Data.Check(Parse(data));

    /// <summary>The sentence for a text of so many bytes, when it was not read for its length.</summary>
    public static string TooLong(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"It has {bytes:N0} bytes; at most {MaxBytes:N0} are allowed.");

    private static string? SyntaxError(ReadOnlySpan<byte> data)
    {
        var options = new JsonReaderOptions { MaxDepth = int.MaxValue };
        var tooDeep = false;
        try
        {
            // As if more could follow: what is wrong then is wrong where it stands, and not for want of an end.
            var beginning = new Utf8JsonReader(data, isFinalBlock: false, new JsonReaderState(options));
            while (beginning.Read())
            {
                tooDeep |= beginning.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && beginning.CurrentDepth >= MaxDepth;
            }
        }
        catch (JsonException error)
        {
            return $"It is not JSON at {Place(data, error)}: {Reason(error)}.";
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
            return "It is not complete: a brace, a bracket or a quote is still open at its end.";
        }

        return tooDeep ? $"It is nested deeper than {MaxDepth} levels, the most that are allowed." : null;
    }

    private static string? KindError(ReadOnlySpan<byte> data) => Parse(data) is { ValueKind: not JsonValueKind.Object } other
        ? $"It must be a JSON object, not {JsonText.Kind(other)}."
        : null;

    private static JsonElement Parse(ReadOnlySpan<byte> data) => JsonElement.Parse(data, new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>Line and column as an editor counts them; the reader counts bytes.</summary>
    private static string Place(ReadOnlySpan<byte> data, JsonException error)
    {
        var line = data;
        for (var skip = error.LineNumber ?? 0; skip > 0; skip--)
        {
            line = line[(line.IndexOf((byte)'\n') + 1)..];
        }

        var before = line[..(int)Math.Min(error.BytePositionInLine ?? 0, line.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, column {Encoding.UTF8.GetCharCount(before) + 1}");
    }

    /// <summary>The first sentence of the reader's; those after it are for programmers.</summary>
    private static string Reason(JsonException error) => error.Message.Split(". ")[0].TrimEnd('.');
}
