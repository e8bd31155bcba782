using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Privacy;

namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>What a text in the search box can mean. Each text has one meaning, except for numbers and UUIDs, which identify several kinds of things.</summary>
public abstract record SearchTerm
{
    public const int MaxLength = 300;

    private const string Conversation = "conversation ";

    private SearchTerm()
    {
    }

    /// <summary>The keys in the index of subjects; empty if the term is not found there.</summary>
    public virtual IReadOnlyList<SubjectKey> Subjects => [];

    /// <summary>Returns null for an empty text.</summary>
    public static SearchTerm? Read(string? text)
    {
        var trimmed = InvisibleText.Trim(text);
        return trimmed.Length == 0 ? null : ReadKey(Bare(trimmed)) ?? new Name(trimmed);
    }

    private static SearchTerm? ReadKey(string text) => text switch
    {
        // A phone number with the international prefix has only digits too.
        _ when !text.StartsWith("00", StringComparison.Ordinal) && long.TryParse(text.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new Number(number),
        _ when Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id) => new Uuid(id),
        _ when PersonIdentifier.TryParse(text, out var person) => new Person(person),
        _ when IsSpacedNumber(text) && PersonIdentifier.TryParse($"+{text}", out var phone) => new Person(phone),
        _ when Ip(text) is { } address => new IpAddress(address),
        _ => null,
    };

    /// <summary>Without what surrounds a copied number or address: <c>Conversation 4711,</c> is <c>4711</c>.</summary>
    private static string Bare(string text)
    {
        var bare = text.Trim(' ', ',', ';', '"', '<', '>').TrimEnd('.', ':');
        return bare.StartsWith(Conversation, StringComparison.OrdinalIgnoreCase) && bare[Conversation.Length..].Trim(' ', '#', ':') is { Length: > 0 } number && number.All(char.IsAsciiDigit) ? number : bare;
    }

    /// <summary>Digits in groups, as people write phone numbers.</summary>
    private static bool IsSpacedNumber(string text) => text.All(one => char.IsAsciiDigit(one) || one is ' ' or '(' or ')');

    /// <summary>An IPv4 address has four parts, although the framework also reads fewer.</summary>
    private static string? Ip(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily is AddressFamily.InterNetworkV6 || text.Count(one => one == '.') == 3) ? text.ToLowerInvariant() : null;

    /// <summary>A conversation or a delivery; a long number can also be a phone number.</summary>
    public sealed record Number(long Value) : SearchTerm
    {
        private const long MinPhone = 100_000;
        private const long MaxPhone = 999_999_999_999_999;

        public override IReadOnlyList<SubjectKey> Subjects => MayBePhone
            ? [SubjectKey.Conversation(Value), SubjectKey.Of(SubjectKind.Phone, Value.ToString(CultureInfo.InvariantCulture))]
            : [SubjectKey.Conversation(Value)];

        /// <summary>Whether it has 6 to 15 digits.</summary>
        public bool MayBePhone => Value is >= MinPhone and <= MaxPhone;
    }

    /// <summary>An event, a person, a message, a note or a webhook.</summary>
    public sealed record Uuid(Guid Value) : SearchTerm
    {
        public override IReadOnlyList<SubjectKey> Subjects => [SubjectKey.Of(SubjectKind.User, Value.ToString()), SubjectKey.Of(SubjectKind.Message, Value.ToString())];
    }

    /// <summary>An e-mail address or a phone number.</summary>
    public sealed record Person(PersonIdentifier Identifier) : SearchTerm
    {
        public override IReadOnlyList<SubjectKey> Subjects => [Identifier.Subject];
    }

    /// <summary>A banned address.</summary>
    public sealed record IpAddress(string Value) : SearchTerm
    {
        /// <summary>The index has an IPv6 address in its shortest form. Older versions took it as it was published.</summary>
        public override IReadOnlyList<SubjectKey> Subjects =>
            [.. new[] { IPAddress.Parse(Value).ToString(), Value }.Distinct().Select(address => SubjectKey.Of(SubjectKind.Ip, address))];
    }

    /// <summary>A part of the name of webhooks, or of an event type.</summary>
    public sealed record Name(string Text) : SearchTerm;
}
