using System.Buffers;
using System.Text;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>A text to find in payloads, without case, and also where JSON escapes it.</summary>
public sealed class SearchedText
{
    /// <summary>In UTF-16 code units.</summary>
    public const int MinLength = 3;

    /// <summary>In UTF-16 code units.</summary>
    public const int MaxLength = 300;

    private readonly string _text;
    private readonly SearchValues<string> _search;

    private SearchedText(string text) => (_text, _search) = (text, SearchValues.Create([text], StringComparison.OrdinalIgnoreCase));

    /// <summary>Null if the text is too short or too long.</summary>
    public static SearchedText? Read(string? text) => InvisibleText.Trim(text) is { Length: >= MinLength and <= MaxLength } trimmed ? new SearchedText(trimmed) : null;

    /// <param name="payload">In UTF-8.</param>
    public bool In(ReadOnlySpan<byte> payload)
    {
        var characters = ArrayPool<char>.Shared.Rent(payload.Length);
        try
        {
            return characters.AsSpan(0, Encoding.UTF8.GetChars(payload, characters)).ContainsAny(_search)
                || EscapedJson.Any(payload, value => value.AsSpan().ContainsAny(_search));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    public override string ToString() => _text;
}
