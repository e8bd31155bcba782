using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Reads the members of one published event. <c>path</c> says which event of an array it is, for the message of what is wrong.</summary>
internal static partial class EventMembers
{
    private const int MaxVersionLength = 20;
    private const int MaxOrganizationNameLength = 200;

    private static readonly string[] Members = ["event_id", "event_fqn", "event_version", "event_timestamp", "organization", "data"];

    // Which of two would count is anybody's guess, so neither does.
    public static void RefuseTwice(JsonElement element, string path)
    {
        foreach (var member in Members)
        {
            if (element.EnumerateObject().Count(property => property.NameEquals(member)) > 1)
            {
                throw new UnreadableEventException($"{path}{member} stands there twice; once is allowed.");
            }
        }
    }

    public static EventType ReadType(JsonElement element, string path)
    {
        var fqn = element.TryGetProperty("event_fqn", out var value) ? ReadText(value, $"{path}event_fqn") : null;
        return fqn switch
        {
            null => throw new UnreadableEventException($"{path}event_fqn is missing; allowed are {Allowed()}."),
            _ when EventCatalogue.TryFind(fqn, out var type) => type,
            _ => throw new UnreadableEventException($"{path}event_fqn \"{Excerpt(fqn)}\" is unknown; allowed are {Allowed()}."),
        };
    }

    public static JsonElement ReadData(JsonElement element, string path)
    {
        if (!element.TryGetProperty("data", out var data))
        {
            throw new UnreadableEventException($"{path}data is missing; it must be a JSON object.");
        }

        return data.ValueKind is JsonValueKind.Object ? data : throw new UnreadableEventException($"{path}data must be a JSON object, not {Kind(data)}.");
    }

    public static Guid ReadId(JsonElement element, string path, DateTimeOffset now)
    {
        if (!IsGiven(element, "event_id", out var value))
        {
            return Guid.CreateVersion7(now);
        }

        return ReadUuid(value, $"{path}event_id");
    }

    private static Guid ReadUuid(JsonElement value, string field) =>
        Guid.TryParseExact(ReadText(value, field), "D", out var id) && id != Guid.Empty
            ? id
            : throw new UnreadableEventException($"{field} must be a uuid such as 0be2bd61-7e28-4620-87f0-74952725d960.");

    public static string ReadVersion(JsonElement element, string path)
    {
        if (!IsGiven(element, "event_version", out var value))
        {
            return EventEnvelope.DefaultVersion;
        }

        var version = ReadText(value, $"{path}event_version");
        return version.Length is > 0 and <= MaxVersionLength
            ? version
            : throw new UnreadableEventException($"{path}event_version must have 1 to {MaxVersionLength} characters, for example \"1\".");
    }

    public static DateTimeOffset? ReadTimestamp(JsonElement element, string path)
    {
        if (!IsGiven(element, "event_timestamp", out var value))
        {
            return null;
        }

        var text = ReadText(value, $"{path}event_timestamp");
        return Iso8601().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new UnreadableEventException($"{path}event_timestamp must be an ISO-8601 time with an offset, such as 2023-07-13T09:02:29.803Z.");
    }

    public static Organization? ReadOrganization(JsonElement element, string path)
    {
        if (!IsGiven(element, "organization", out var value))
        {
            return null;
        }

        var field = $"{path}organization";
        if (value.ValueKind is not JsonValueKind.Object)
        {
            throw new UnreadableEventException($"{field} must be a JSON object with id and name, not {Kind(value)}.");
        }

        if (!value.TryGetProperty("id", out var id) || !value.TryGetProperty("name", out var name))
        {
            throw new UnreadableEventException($"{field} must have both id (a uuid) and name.");
        }

        var text = ReadText(name, $"{field}.name");
        return text.Length is > 0 and <= MaxOrganizationNameLength
            ? new Organization(ReadUuid(id, $"{field}.id"), text)
            : throw new UnreadableEventException($"{field}.name must have 1 to {MaxOrganizationNameLength} characters.");
    }

    /// <summary>An optional member that is null counts as left out.</summary>
    private static bool IsGiven(JsonElement element, string member, out JsonElement value) =>
        element.TryGetProperty(member, out value) && value.ValueKind is not JsonValueKind.Null;

    private static string ReadText(JsonElement value, string field)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            throw new UnreadableEventException($"{field} must be a string, not {Kind(value)}.");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableEventException($"{field} holds half a character (an unpaired surrogate escape).");
        }
    }

    private static string Allowed() => string.Join(", ", EventCatalogue.All.Select(type => type.Fqn));

    private static string Excerpt(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");

    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$")]
    private static partial Regex Iso8601();
}
