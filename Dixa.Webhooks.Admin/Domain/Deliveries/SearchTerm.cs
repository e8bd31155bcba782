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

    private SearchTerm()
    {
    }

    /// <summary>The keys in the index of subjects; empty if the term is not found there.</summary>
    public virtual IReadOnlyList<SubjectKey> Subjects => [];

    /// <summary>Returns null for an empty text.</summary>
    public static SearchTerm? Read(string? text)
    {
        var trimmed = InvisibleText.Trim(text);
        return trimmed switch
        {
            "" => null,

            // A phone number with the international prefix has only digits too.
            _ when !trimmed.StartsWith("00", StringComparison.Ordinal) && long.TryParse(trimmed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new Number(number),
            _ when Guid.TryParseExact(trimmed, "D", out var id) => new Uuid(id),
            _ when PersonIdentifier.TryParse(trimmed, out var person) => new Person(person),
            _ when Ip(trimmed) is { } address => new IpAddress(address),
            _ => new Name(trimmed),
        };
    }

    /// <summary>An IPv4 address has four parts, although the framework also reads fewer.</summary>
    private static string? Ip(string text) =>
        IPAddress.TryParse(text, out var address) && (address.AddressFamily is AddressFamily.InterNetworkV6 || text.Count(one => one == '.') == 3) ? text.ToLowerInvariant() : null;

    /// <summary>A conversation or a delivery.</summary>
    public sealed record Number(long Value) : SearchTerm
    {
        public override IReadOnlyList<SubjectKey> Subjects => [SubjectKey.Conversation(Value)];
    }

    /// <summary>An event, a person, a message or a note.</summary>
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
        public override IReadOnlyList<SubjectKey> Subjects => [SubjectKey.Of(SubjectKind.Ip, Value)];
    }

    /// <summary>A part of the name of webhooks, or of an event type.</summary>
    public sealed record Name(string Text) : SearchTerm;
}
