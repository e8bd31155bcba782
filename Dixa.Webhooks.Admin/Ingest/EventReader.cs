using System.Runtime.InteropServices;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The events of a request, in order. If the request was an array, so is the response.</summary>
public sealed record ReadEvents(IReadOnlyList<StoredEvent> Events, bool IsArray);

/// <summary>
/// Reads published events: one object or an array. <c>event_fqn</c> and <c>data</c> are required, missing envelope members get
/// defaults, and unknown members are ignored. <c>data</c> is validated against its event type's schema, unless validation is off,
/// and is kept byte for byte.
/// </summary>
public static class EventReader
{
    public const int MaxEvents = 1_000;
    public const int MaxEventBytes = 1024 * 1024;
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>
    /// Reads a whole request, or returns null and the reason in <paramref name="rejection"/>. Events without an organization get
    /// <paramref name="organization"/>, events without a timestamp get <paramref name="now"/>.
    /// <paramref name="traceparent"/> is kept with each event.
    /// </summary>
    public static ReadEvents? Read(ReadOnlyMemory<byte> body, Organization organization, IngestValidation validation, DateTimeOffset now, out EventRejection? rejection, string? traceparent = null)
    {
        try
        {
            using var document = EventJson.Parse(body);
            var events = ReadRoot(document.RootElement, organization, validation, now, traceparent);
            rejection = null;
            return events;
        }
        catch (UnreadableEventException error)
        {
            rejection = new EventRejection(error.Message, error.TooLarge);
        }

        return null;
    }

    private static ReadEvents ReadRoot(JsonElement root, Organization organization, IngestValidation validation, DateTimeOffset now, string? traceparent)
    {
        if (root.ValueKind is JsonValueKind.Object)
        {
            return new ReadEvents([ReadOne(root, "", organization, validation, now, traceparent)], IsArray: false);
        }

        if (root.ValueKind is not JsonValueKind.Array)
        {
            throw new UnreadableEventException($"The body must be one event (a JSON object) or an array of events, not {JsonText.Kind(root)}.");
        }

        var count = root.GetArrayLength();
        if (count is 0 or > MaxEvents)
        {
            throw new UnreadableEventException($"The array has {count} events. It must have 1 to {MaxEvents}.");
        }

        return new ReadEvents([.. root.EnumerateArray().Select((element, i) => ReadOne(element, $"[{i}].", organization, validation, now, traceparent))], IsArray: true);
    }

    private static StoredEvent ReadOne(JsonElement element, string path, Organization organization, IngestValidation validation, DateTimeOffset now, string? traceparent)
    {
        var whole = path.Length > 0 ? path[..^1] : "The body";
        if (element.ValueKind is not JsonValueKind.Object)
        {
            throw new UnreadableEventException($"{whole} must be an event (a JSON object), not {JsonText.Kind(element)}.");
        }

        if (JsonMarshal.GetRawUtf8Value(element).Length is > MaxEventBytes and var bytes)
        {
            throw new UnreadableEventException($"{(path.Length > 0 ? whole : "The event")} has {bytes:N0} bytes; at most {MaxEventBytes:N0} are allowed.", tooLarge: true);
        }

        var members = new EventMembers(element, path);
        var type = members.ReadType();
        var envelope = new EventEnvelope(
            members.ReadId(now), type, members.ReadVersion(), members.ReadTimestamp() ?? now, members.ReadOrganization() ?? organization);
        var data = validation is IngestValidation.Strict ? members.ReadData(type) : members.ReadData();
        return new StoredEvent
        {
            EventId = envelope.EventId,
            EventType = type.Fqn,
            ReceivedAt = now,
            Payload = envelope.ToUtf8Json(JsonMarshal.GetRawUtf8Value(data)),
            Traceparent = traceparent,
            Subjects = EventSubjects.Of(data),
        };
    }
}
