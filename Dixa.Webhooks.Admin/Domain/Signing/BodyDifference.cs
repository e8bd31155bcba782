using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>In which way a body is not the one that was sent.</summary>
public enum BodyChange
{
    /// <summary>Something else stands in it.</summary>
    Altered,

    /// <summary>The same JSON, written differently: it was read and written again.</summary>
    Rewritten,

    /// <summary>A byte order mark or white space before it.</summary>
    StartAdded,

    /// <summary>White space after it, for example a line feed.</summary>
    EndAdded,

    /// <summary>Its end is missing.</summary>
    Cut,
}

/// <summary>How a body differs from the one that was sent, and where first.</summary>
/// <param name="Change">In which way.</param>
/// <param name="Byte">The first byte that differs, from 1.</param>
/// <param name="Line">Its line in what was pasted, from 1.</param>
/// <param name="Column">Its character in that line, from 1.</param>
/// <param name="Before">The characters before it, which both have.</param>
/// <param name="Sent">What was sent from there on.</param>
/// <param name="Pasted">What was pasted from there on.</param>
public sealed record BodyDifference(BodyChange Change, int Byte, int Line, int Column, string Before, string Sent, string Pasted)
{
    private const int ShownBefore = 24;
    private const int ShownAfter = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Null when there is no difference.</summary>
    public static BodyDifference? Between(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted)
    {
        if (sent.SequenceEqual(pasted))
        {
            return null;
        }

        var at = sent.CommonPrefixLength(pasted);
        var start = CharacterStart(sent, pasted, at);
        var same = pasted[..start];
        var lineStart = same.LastIndexOf((byte)'\n') + 1;
        var before = Encoding.UTF8.GetString(same);
        return new BodyDifference(
            ChangeOf(sent, pasted),
            at + 1,
            same.Count((byte)'\n') + 1,
            Encoding.UTF8.GetCharCount(same[lineStart..]) + 1,
            before[^Math.Min(before.Length, ShownBefore)..],
            Beginning(sent[start..]),
            Beginning(pasted[start..]));
    }

    private static BodyChange ChangeOf(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted) =>
        sent.StartsWith(pasted) ? BodyChange.Cut
        : pasted.TrimEnd(" \t\r\n"u8).SequenceEqual(sent) ? BodyChange.EndAdded
        : WithoutMark(pasted).Trim(" \t\r\n"u8).SequenceEqual(sent) ? BodyChange.StartAdded
        : IsSameJson(sent, pasted) ? BodyChange.Rewritten
        : BodyChange.Altered;

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> body) => body.StartsWith(ByteOrderMark) ? body[ByteOrderMark.Length..] : body;

    private static bool IsSameJson(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted)
    {
        try
        {
            return JsonElement.DeepEquals(JsonElement.Parse(sent), JsonElement.Parse(WithoutMark(pasted)));
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair ("\ud800") is no text to compare with; then the spelling is all that there is.
            return IsSpeltTheSame(sent, WithoutMark(pasted));
        }
    }

    /// <summary>Whether two JSON texts differ in nothing but the space between their tokens.</summary>
    private static bool IsSpeltTheSame(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted)
    {
        var ours = new Utf8JsonReader(sent);
        var theirs = new Utf8JsonReader(pasted);
        while (ours.Read())
        {
            if (!theirs.Read() || ours.TokenType != theirs.TokenType || !ours.ValueSpan.SequenceEqual(theirs.ValueSpan))
            {
                return false;
            }
        }

        return !theirs.Read();
    }

    /// <summary>Where the character begins that the first different byte is part of.</summary>
    private static int CharacterStart(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted, int at)
    {
        while (at > 0 && ((at < sent.Length && IsContinued(sent[at])) || (at < pasted.Length && IsContinued(pasted[at]))))
        {
            at--;
        }

        return at;
    }

    private static bool IsContinued(byte value) => (value & 0xC0) == 0x80;

    private static string Beginning(ReadOnlySpan<byte> body)
    {
        // Cut in the middle of a character, the last one would be a question mark.
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ShownAfter * 4)]);
        return text[..Math.Min(text.Length, ShownAfter)];
    }
}
