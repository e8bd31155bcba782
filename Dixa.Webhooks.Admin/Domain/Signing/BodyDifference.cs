using System.Text;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Signing;

/// <summary>How a body differs from the one that was sent.</summary>
public enum BodyChange
{
    /// <summary>The content differs.</summary>
    Altered,

    /// <summary>The same JSON in another form, because it was parsed and serialized again.</summary>
    Rewritten,

    /// <summary>A byte order mark or white space was added at the start.</summary>
    StartAdded,

    /// <summary>White space was added at the end, for example a line feed.</summary>
    EndAdded,

    /// <summary>The end is missing.</summary>
    Cut,
}

/// <summary>How a body differs from the one that was sent, and the first difference.</summary>
/// <param name="Change">The type of difference.</param>
/// <param name="Byte">The position of the first different byte, counting from 1.</param>
/// <param name="Line">Its line in the pasted text, counting from 1.</param>
/// <param name="Column">Its column in that line, counting from 1.</param>
/// <param name="Before">The common characters before it.</param>
/// <param name="Sent">The sent text from there.</param>
/// <param name="Pasted">The pasted text from there.</param>
public sealed record BodyDifference(BodyChange Change, int Byte, int Line, int Column, string Before, string Sent, string Pasted)
{
    private const int ShownBefore = 24;
    private const int ShownAfter = 32;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Returns null if there is no difference.</summary>
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
            // Unpaired surrogates ("\ud800") cannot be compared as text, so compare the raw tokens.
            return HasSameTokens(sent, WithoutMark(pasted));
        }
    }

    /// <summary>Whether two JSON texts differ only in the white space between tokens.</summary>
    private static bool HasSameTokens(ReadOnlySpan<byte> sent, ReadOnlySpan<byte> pasted)
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

    /// <summary>Returns the start of the character that contains the first different byte.</summary>
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
        // Decodes more bytes than are shown, because a character cut in the middle would become a replacement character.
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, ShownAfter * 4)]);
        return text[..Math.Min(text.Length, ShownAfter)];
    }
}
