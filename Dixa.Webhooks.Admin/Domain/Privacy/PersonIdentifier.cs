using System.Diagnostics.CodeAnalysis;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Privacy;

/// <summary>What identifies a person to erase.</summary>
public sealed record PersonIdentifier
{
    public const string Expected = "an e-mail address, a phone number such as +4520123456, or the uuid of a user";

    private PersonIdentifier(PersonIdentifierKind kind, string value) => (Kind, Value) = (kind, value);

    public PersonIdentifierKind Kind { get; }

    /// <summary>An address or uuid in lower case, or the digits of a phone number.</summary>
    public string Value { get; }

    /// <summary>The key of the person in the index of subjects.</summary>
    public SubjectKey Subject => SubjectKey.Of(
        Kind switch
        {
            PersonIdentifierKind.Email => SubjectKind.Email,
            PersonIdentifierKind.Phone => SubjectKind.Phone,
            _ => SubjectKind.User,
        },
        Kind is PersonIdentifierKind.Email ? IndexedAddress : Value);

    /// <summary>The index has an address with unusual signs, such as <c>a/b@example.com</c>, from after the last of them.</summary>
    private string IndexedAddress
    {
        get
        {
            var bytes = Encoding.UTF8.GetBytes(Value);
            return Encoding.UTF8.GetString(PersonalText.AddressAround(bytes, Array.IndexOf(bytes, (byte)'@'), withApostrophes: true));
        }
    }

    /// <summary>Reads what a person entered. False if it is not <see cref="Expected"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out PersonIdentifier? identifier)
    {
        var trimmed = text?.Trim() ?? "";
        identifier = trimmed.Contains('@') ? Address(trimmed) : Guid.TryParseExact(trimmed, "D", out var id) ? User(id) : Phone(trimmed);
        return identifier is not null;
    }

    /// <summary>Reads a value that was stored.</summary>
    internal static PersonIdentifier Stored(PersonIdentifierKind kind, string value) => new(kind, value);

    private static PersonIdentifier? Address(string text)
    {
        var (bytes, at) = (Encoding.UTF8.GetBytes(text), text.IndexOf('@', StringComparison.Ordinal));
        var isWhole = bytes.Length <= PersonalText.MaxAddressLength && text.LastIndexOf('@') == at && at > 0 && !text.Any(char.IsWhiteSpace)
            && PersonalText.AddressAround(bytes, Array.IndexOf(bytes, (byte)'@')) is { IsEmpty: false } found && bytes.AsSpan().EndsWith(found);
        return isWhole ? new PersonIdentifier(PersonIdentifierKind.Email, text.ToLowerInvariant()) : null;
    }

    private static PersonIdentifier? User(Guid id) => id == Guid.Empty ? null : new PersonIdentifier(PersonIdentifierKind.UserId, id.ToString());

    private static PersonIdentifier? Phone(string text)
    {
        text = text.StartsWith("00", StringComparison.Ordinal) ? $"+{text[2..]}" : text;
        Span<byte> digits = stackalloc byte[PersonalText.MaxPhoneDigits];
        return text.StartsWith('+') && PersonalText.PhoneAtStart(Encoding.UTF8.GetBytes(text), digits) is > 0 and var count && text.Count(char.IsAsciiDigit) == count
            && text.All(one => char.IsAsciiDigit(one) || one is '+' or ' ' or '-' or '.' or '(' or ')')
            ? new PersonIdentifier(PersonIdentifierKind.Phone, Encoding.ASCII.GetString(digits[..count]))
            : null;
    }
}
