using System.Buffers;
using System.Net;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Privacy;

/// <summary>
/// Finds a person in payloads and responses, also where the value is escaped in JSON, in a URL or in HTML. It compares without case, and does not find
/// an address or a number that is part of a longer one.
/// </summary>
public sealed class PersonMentions
{
    private readonly PersonIdentifier _person;
    private readonly byte[] _lower;
    private readonly SearchValues<byte> _first;

    public PersonMentions(PersonIdentifier person)
    {
        (_person, _lower) = (person, Encoding.UTF8.GetBytes(person.Value));
        _first = SearchValues.Create([_lower[0], Upper(_lower[0])]);
    }

    /// <summary>Whether a text in UTF-8 mentions the person.</summary>
    public bool In(ReadOnlySpan<byte> text) =>
        Contains(text)
        || EscapedJson.Any(text, value => Contains(Encoding.UTF8.GetBytes(value)))
        || (text.Contains((byte)'%') && Contains(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Encoding.UTF8.GetString(text)))))
        || (text.IndexOf("&#"u8) >= 0 && Contains(Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(Encoding.UTF8.GetString(text)))));

    private static byte Upper(byte one) => one is >= (byte)'a' and <= (byte)'z' ? (byte)(one - 'a' + 'A') : one;

    private bool Contains(ReadOnlySpan<byte> text)
    {
        for (var start = 0; start + _lower.Length <= text.Length && text[start..].IndexOfAny(_first) is >= 0 and var next; start += next + 1)
        {
            var at = start + next;
            if (at + _lower.Length <= text.Length && Matches(text.Slice(at, _lower.Length)) && IsWhole(text, at))
            {
                return true;
            }
        }

        return _person.Kind is PersonIdentifierKind.Phone && ContainsSeparated(text);
    }

    /// <summary>Whether it equals the value without case. Letters above ASCII are compared as text.</summary>
    private bool Matches(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, _lower)
        || (!Ascii.IsValid(_lower) && Encoding.UTF8.GetString(text).Equals(_person.Value, StringComparison.OrdinalIgnoreCase));

    private bool IsWhole(ReadOnlySpan<byte> text, int at)
    {
        var end = at + _lower.Length;
        return _person.Kind switch
        {
            PersonIdentifierKind.Email => IsStartOfAddress(text[..at]) && (end == text.Length || !ContinuesDomain(text[end..])),
            PersonIdentifierKind.Phone => IsStartOfNumber(text[..at]) && (end == text.Length || !PersonalText.IsDigit(text[end])),
            _ => true,
        };
    }

    /// <summary>
    /// An address begins after something that cannot be in it. An apostrophe can: <c>o'brien@example.com</c> is not <c>brien@example.com</c> if it is a whole
    /// value. In a sentence, it may be a quote.
    /// </summary>
    private static bool IsStartOfAddress(ReadOnlySpan<byte> before)
    {
        if (before is not [.. var rest, PersonalText.Apostrophe])
        {
            return before.IsEmpty || !PersonalText.IsLocalPart(before[^1]);
        }

        var start = rest.Length;
        while (start > 0 && (PersonalText.IsLocalPart(rest[start - 1]) || rest[start - 1] is PersonalText.Apostrophe))
        {
            start--;
        }

        return start == rest.Length || (start > 0 && rest[start - 1] is not (byte)'"');
    }

    /// <summary>A number begins after something that is no digit, or after the prefix 00 for international calls.</summary>
    private static bool IsStartOfNumber(ReadOnlySpan<byte> before) =>
        before.IsEmpty || !PersonalText.IsDigit(before[^1]) || (before.EndsWith("00"u8) && (before.Length == 2 || !PersonalText.IsDigit(before[^3])));

    /// <summary>A full stop only continues a domain if something follows it.</summary>
    private static bool ContinuesDomain(ReadOnlySpan<byte> rest) =>
        rest[0] is (byte)'.' or (byte)'-' ? rest.Length > 1 && PersonalText.IsDomain(rest[1]) && rest[1] is not ((byte)'.' or (byte)'-') : PersonalText.IsDomain(rest[0]);

    /// <summary>A phone number with separators, which begins with a plus sign.</summary>
    private bool ContainsSeparated(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[PersonalText.MaxPhoneDigits];
        for (var start = 0; text[start..].IndexOf((byte)'+') is >= 0 and var next; start += next + 1)
        {
            var count = PersonalText.PhoneAtStart(text[(start + next)..], digits);
            if (digits[..count].SequenceEqual(_lower))
            {
                return true;
            }
        }

        return false;
    }
}
