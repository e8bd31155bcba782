using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Checks bytes that should be JSON. Each error is a sentence about <c>what</c>, for example "The body".</summary>
public static class JsonCheck
{
    public const int MaxDepth = 256;

    /// <summary>Returns an error if there is nothing to read or the bytes are not UTF-8; otherwise null. <paramref name="expected"/> says what to send.</summary>
    public static string? TextError(ReadOnlySpan<byte> json, string what, string expected) =>
        json.IndexOfAnyExcept(" \t\r\n"u8) < 0 ? $"{what} is empty. It must be {expected}."
        : Utf8.IsValid(json) ? null : $"{what} is not valid UTF-8.";

    /// <summary>Returns the first syntax error with its position, or an error if the JSON is nested too deeply; otherwise null.</summary>
    public static string? SyntaxError(ReadOnlySpan<byte> json, string what)
    {
        var options = new JsonReaderOptions { MaxDepth = int.MaxValue };
        var tooDeep = false;
        try
        {
            // Read as if more could follow, to report syntax errors where they are before reporting a missing end.
            var beginning = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(options));
            while (beginning.Read())
            {
                tooDeep |= beginning.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && beginning.CurrentDepth >= MaxDepth;
            }
        }
        catch (JsonException error)
        {
            return $"{what} is not valid JSON at {Position(json, error)}: {Reason(error)}.";
        }

        try
        {
            var whole = new Utf8JsonReader(json, options);
            while (whole.Read())
            {
            }
        }
        catch (JsonException)
        {
            return $"{what} is incomplete: a brace, bracket or quote is not closed.";
        }

        return tooDeep ? $"{what} is nested too deeply. At most {MaxDepth} levels are allowed." : null;
    }

    /// <summary>Line and column as an editor counts them; the JSON reader counts bytes.</summary>
    private static string Position(ReadOnlySpan<byte> json, JsonException error)
    {
        var line = json;
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
