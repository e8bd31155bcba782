using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Events as they are read from a request.</summary>
/// <param name="Events">In the order of the request.</param>
/// <param name="IsArray">The request was an array, so the answer is one.</param>
public sealed record ReadEvents(IReadOnlyList<StoredEvent> Events, bool IsArray);

/// <summary>
/// Reads published events: one object or an array. <c>event_fqn</c> and <c>data</c> are required, what else the envelope
/// holds is filled in; unknown members are ignored. The text of <c>data</c> is taken over byte for byte.
/// </summary>
public static partial class EventReader
{
    public const int MaxEvents = 1_000;
    public const int MaxEventBytes = 1024 * 1024;
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    private const int MaxVersionLength = 20;
    private const int MaxOrganizationNameLength = 200;

    private static readonly string[] Members = ["event_id", "event_fqn", "event_version", "event_timestamp", "organization", "data"];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Reads a whole request, or says why nothing of it is taken.</summary>
    /// <param name="body">The body's bytes; JSON in UTF-8.</param>
    /// <param name="organization">Whose an event is that names none.</param>
    /// <param name="now">When the request came in; an event without a timestamp happened then.</param>
    /// <param name="rejection">Why nothing is taken; null when the result is not.</param>
    public static ReadEvents? Read(ReadOnlyMemory<byte> body, Organization organization, DateTimeOffset now, out EventRejection? rejection)
    {
        try
        {
            if (!Utf8.IsValid(body.Span))
            {
                throw new UnreadableEventException("The body is not valid UTF-8.");
            }

            using var document = JsonDocument.Parse(body, Options);
            var events = ReadRoot(document.RootElement, organization, now);
            rejection = null;
            return events;
        }
        catch (JsonException error)
        {
            rejection = new EventRejection(string.Create(
                CultureInfo.InvariantCulture, $"The body is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}."));
        }
        catch (UnreadableEventException error)
        {
            rejection = new EventRejection(error.Message, error.TooLarge);
        }

        return null;
    }

    private static ReadEvents ReadRoot(JsonElement root, Organization organization, DateTimeOffset now)
    {
        if (root.ValueKind is JsonValueKind.Object)
        {
            return new ReadEvents([ReadOne(root, "", organization, now)], IsArray: false);
        }

        if (root.ValueKind is not JsonValueKind.Array)
        {
            throw new UnreadableEventException($"The body must be one event (a JSON object) or an array of them, not {Kind(root)}.");
        }

        var count = root.GetArrayLength();
        if (count is 0 or > MaxEvents)
        {
            throw new UnreadableEventException($"The array holds {count} events; allowed are 1 to {MaxEvents}.", tooLarge: count > MaxEvents);
        }

        return new ReadEvents([.. root.EnumerateArray().Select((element, i) => ReadOne(element, $"[{i}].", organization, now))], IsArray: true);
    }

    private static StoredEvent ReadOne(JsonElement element, string path, Organization organization, DateTimeOffset now)
    {
        var whole = path.Length > 0 ? path[..^1] : "The body";
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw new UnreadableEventException($"{whole} must be an event (a JSON object), not {Kind(element)}.");
        }

        if (JsonMarshal.GetRawUtf8Value(element).Length is > MaxEventBytes and var bytes)
        {
            throw new UnreadableEventException($"{(path.Length > 0 ? whole : "The event")} has {bytes:N0} bytes; at most {MaxEventBytes:N0} are allowed.", tooLarge: true);
        }

        RefuseTwice(element, path);
        var type = ReadType(element, path);
        var data = ReadData(element, path);
        var envelope = new EventEnvelope(
            ReadId(element, path, now),
            type,
            ReadVersion(element, path),
            ReadTimestamp(element, path) ?? now,
            ReadOrganization(element, path) ?? organization);
        return new StoredEvent
        {
            EventId = envelope.EventId,
            EventType = type.Fqn,
            ReceivedAt = now,
            Payload = envelope.ToUtf8Json(JsonMarshal.GetRawUtf8Value(data)),
        };
    }

    // Which of two would count is anybody's guess, so neither does.
    private static void RefuseTwice(JsonElement element, string path)
    {
        foreach (var member in Members)
        {
            if (element.EnumerateObject().Count(property => property.NameEquals(member)) > 1)
            {
                throw new UnreadableEventException($"{path}{member} stands there twice; once is allowed.");
            }
        }
    }

    private static EventType ReadType(JsonElement element, string path)
    {
        var fqn = element.TryGetProperty("event_fqn", out var value) ? ReadText(value, $"{path}event_fqn") : null;
        return fqn switch
        {
            null => throw new UnreadableEventException($"{path}event_fqn is missing; allowed are {Allowed()}."),
            _ when EventCatalogue.TryFind(fqn, out var type) => type,
            _ => throw new UnreadableEventException($"{path}event_fqn \"{Excerpt(fqn)}\" is unknown; allowed are {Allowed()}."),
        };
    }

    private static JsonElement ReadData(JsonElement element, string path)
    {
        if (!element.TryGetProperty("data", out var data))
        {
            throw new UnreadableEventException($"{path}data is missing; it must be a JSON object.");
        }

        return data.ValueKind is JsonValueKind.Object ? data : throw new UnreadableEventException($"{path}data must be a JSON object, not {Kind(data)}.");
    }

    private static Guid ReadId(JsonElement element, string path, DateTimeOffset now)
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

    private static string ReadVersion(JsonElement element, string path)
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

    private static DateTimeOffset? ReadTimestamp(JsonElement element, string path)
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

    private static Organization? ReadOrganization(JsonElement element, string path)
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

    private static string Kind(JsonElement element) => element.ValueKind switch
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

    /// <summary>Leaves the reading of a request at the first thing that is wrong; it never leaves this class.</summary>
    private sealed class UnreadableEventException(string message, bool tooLarge = false) : Exception(message)
    {
        public bool TooLarge { get; } = tooLarge;
    }
}
