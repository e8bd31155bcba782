using System.Buffers;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>Where an e-mail address or a phone number begins and ends in UTF-8 text.</summary>
internal static class PersonalText
{
    /// <summary>In bytes: RFC 5321.</summary>
    public const int MaxAddressLength = 254;

    /// <summary>E.164 allows 15 digits.</summary>
    public const int MaxPhoneDigits = 15;

    public const byte Apostrophe = (byte)'\'';

    private const int MinPhoneDigits = 6;

    /// <summary>Between two digits, as in <c>+45 20-12-34-56</c>. Two end a sentence: <c>Call +4520123456. 12 parcels are late.</c></summary>
    private const int MaxSeparators = 1;

    /// <summary>With a parenthesis, as in <c>+1 (555) 123-4567</c>.</summary>
    private const int MaxSeparatorsWithParenthesis = 2;

    private static readonly SearchValues<byte> LocalPart = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-"u8);
    private static readonly SearchValues<byte> Domain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-"u8);

    /// <summary>
    /// Whether a byte is usual in the local part of an address. Bytes above ASCII are allowed by RFC 6531. Signs such as = and / are allowed too, but in
    /// text they are before an address rather than in it.
    /// </summary>
    public static bool IsLocalPart(byte one) => one >= 0x80 || LocalPart.Contains(one);

    public static bool IsDomain(byte one) => one >= 0x80 || Domain.Contains(one);

    public static bool IsDigit(byte one) => one is >= (byte)'0' and <= (byte)'9';

    /// <summary>The address around an @ sign, without the punctuation of the sentence; empty if there is none.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="at">The index of the @ sign.</param>
    /// <param name="withApostrophes">Whether an apostrophe can be in the local part, as in <c>o'brien@example.com</c>. In text, it can also be a quote.</param>
    public static ReadOnlySpan<byte> AddressAround(ReadOnlySpan<byte> text, int at, bool withApostrophes = false)
    {
        var (start, end) = (at, at + 1);
        while (start > 0 && (IsLocalPart(text[start - 1]) || (withApostrophes && start > 1 && text[start - 1] is Apostrophe && IsLocalPart(text[start - 2]))))
        {
            start--;
        }

        while (end < text.Length && IsDomain(text[end]))
        {
            end++;
        }

        while (start < at && text[start] is (byte)'.' or (byte)'-' or (byte)'+')
        {
            start++;
        }

        while (end > at + 1 && text[end - 1] is (byte)'.' or (byte)'-')
        {
            end--;
        }

        return start == at || end == at + 1 ? [] : text[start..end];
    }

    /// <summary>
    /// Reads the digits of a phone number at the start of a text, which may begin with a plus sign and have separators. Returns how many; 0 if
    /// it is not a phone number.
    /// </summary>
    public static int PhoneAtStart(ReadOnlySpan<byte> text, Span<byte> digits)
    {
        var (count, separators, max) = (0, 0, MaxSeparators);
        foreach (var one in text is [(byte)'+', ..] ? text[1..] : text)
        {
            if (IsDigit(one))
            {
                if (count == MaxPhoneDigits)
                {
                    return 0;
                }

                (digits[count++], separators, max) = (one, 0, MaxSeparators);
                continue;
            }

            max = one is (byte)'(' or (byte)')' ? MaxSeparatorsWithParenthesis : max;
            if (one is not ((byte)' ' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')') || ++separators > max)
            {
                break;
            }
        }

        return count < MinPhoneDigits ? 0 : count;
    }
}
