using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The members of one published event. Reading an invalid member throws.</summary>
internal sealed class EventMembers
{
    private const int MaxVersionLength = 20;
    private const int MaxOrganizationNameLength = 200;

    private static readonly string[] Names = ["event_id", "event_fqn", "event_version", "event_timestamp", "organization", "data"];
    private static readonly byte[][] Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] OrganizationNames = ["id"u8.ToArray(), "name"u8.ToArray()];

    private readonly string _path;
    private readonly JsonElement[] _values = new JsonElement[Names.Length];

    /// <param name="element">A JSON object.</param>
    /// <param name="path">The event's place in an array, for messages, for example <c>[2].</c>; empty for a single event.</param>
    public EventMembers(JsonElement element, string path)
    {
        _path = path;

        // Refuses duplicate members, because it is ambiguous which one counts.
        if (JsonText.Find(element, Utf8Names, _values) is >= 0 and var duplicate)
        {
            throw new UnreadableEventException($"{path}{Names[duplicate]} appears more than once; it is allowed only once.");
        }
    }

    private JsonElement Id => _values[0];

    private JsonElement Fqn => _values[1];

    private JsonElement Version => _values[2];

    private JsonElement Timestamp => _values[3];

    private JsonElement Organization => _values[4];

    private JsonElement Data => _values[5];

    public EventType ReadType()
    {
        var fqn = Fqn.ValueKind is JsonValueKind.Undefined ? null : ReadText(Fqn, "event_fqn");
        return fqn switch
        {
            null => throw Invalid("event_fqn", $"is missing. It must be one of {Allowed()}."),
            _ when EventCatalogue.TryFind(fqn, out var type) => type,
            _ => throw Invalid("event_fqn", $"\"{Excerpt(fqn)}\" is unknown. It must be one of {Allowed()}."),
        };
    }

    public JsonElement ReadData() => Data.ValueKind switch
    {
        JsonValueKind.Object => Data,
        JsonValueKind.Undefined => throw Invalid("data", "is missing; it must be a JSON object."),
        _ => throw Invalid("data", $"must be a JSON object, not {JsonText.Kind(Data)}."),
    };

    /// <summary>Returns <c>data</c> after validating it against the event type's schema.</summary>
    public JsonElement ReadData(EventType type)
    {
        var data = ReadData();
        return type.Data.Check(data) is { } error ? throw Invalid(error.Path, error.Message) : data;
    }

    public Guid ReadId(DateTimeOffset now) => IsGiven(Id) ? ReadUuid(Id, "event_id") : Guid.CreateVersion7(now);

    public string ReadVersion()
    {
        if (!IsGiven(Version))
        {
            return EventEnvelope.DefaultVersion;
        }

        return ReadText(Version, "event_version") is { Length: > 0 and <= MaxVersionLength } version
            ? version
            : throw Invalid("event_version", $"must have 1 to {MaxVersionLength} characters, for example \"1\".");
    }

    public DateTimeOffset? ReadTimestamp()
    {
        if (!IsGiven(Timestamp))
        {
            return null;
        }

        return IsoTime.TryParse(ReadText(Timestamp, "event_timestamp"), out var time) ? time : throw Invalid("event_timestamp", $"must be {IsoTime.Expected}.");
    }

    public Organization? ReadOrganization()
    {
        if (!IsGiven(Organization))
        {
            return null;
        }

        if (Organization.ValueKind is not JsonValueKind.Object)
        {
            throw Invalid("organization", $"must be a JSON object with id and name, not {JsonText.Kind(Organization)}.");
        }

        var values = new JsonElement[OrganizationNames.Length];
        if (JsonText.Find(Organization, OrganizationNames, values) is >= 0 and var duplicate)
        {
            throw Invalid(duplicate == 0 ? "organization.id" : "organization.name", "appears more than once; it is allowed only once.");
        }

        if (values is not [{ ValueKind: not JsonValueKind.Undefined } id, { ValueKind: not JsonValueKind.Undefined } name])
        {
            throw Invalid("organization", "must have both id (a uuid) and name.");
        }

        return ReadText(name, "organization.name") is { Length: > 0 and <= MaxOrganizationNameLength } text
            ? new Organization(ReadUuid(id, "organization.id"), text)
            : throw Invalid("organization.name", $"must have 1 to {MaxOrganizationNameLength} characters.");
    }

    /// <summary>An optional member that is null counts as omitted.</summary>
    private static bool IsGiven(JsonElement value) => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    private Guid ReadUuid(JsonElement value, string field) =>
        Guid.TryParseExact(ReadText(value, field), "D", out var id) && id != Guid.Empty
            ? id
            : throw Invalid(field, "must be a uuid such as 0be2bd61-7e28-4620-87f0-74952725d960.");

    private string ReadText(JsonElement value, string field)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            throw Invalid(field, $"must be a string, not {JsonText.Kind(value)}.");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Invalid(field, "contains an unpaired surrogate escape.");
        }
    }

    private UnreadableEventException Invalid(string field, string message) => new($"{_path}{field} {message}");

    private static string Allowed() => string.Join(", ", EventCatalogue.All.Select(type => type.Fqn));

    private static string Excerpt(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
