using System.Runtime.InteropServices;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>Events as they are read from a request.</summary>
/// <param name="Events">In the order of the request.</param>
/// <param name="IsArray">The request was an array, so the answer is one.</param>
public sealed record ReadEvents(IReadOnlyList<StoredEvent> Events, bool IsArray);

/// <summary>
/// Reads published events: one object or an array. <c>event_fqn</c> and <c>data</c> are required, what else the envelope
/// holds is filled in; unknown members are ignored. The text of <c>data</c> is held against its event type, unless that is
/// switched off, and taken over byte for byte.
/// </summary>
public static class EventReader
{
    public const int MaxEvents = 1_000;
    public const int MaxEventBytes = 1024 * 1024;
    public const int MaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>Reads a whole request, or says why nothing of it is taken.</summary>
    /// <param name="body">The body's bytes; JSON in UTF-8.</param>
    /// <param name="organization">Whose an event is that names none.</param>
    /// <param name="validation">What is asked of an event's <c>data</c>.</param>
    /// <param name="now">When the request came in; an event without a timestamp happened then.</param>
    /// <param name="rejection">Why nothing is taken; null when the result is not.</param>
    public static ReadEvents? Read(ReadOnlyMemory<byte> body, Organization organization, IngestValidation validation, DateTimeOffset now, out EventRejection? rejection)
    {
        try
        {
            using var document = EventJson.Parse(body);
            var events = ReadRoot(document.RootElement, organization, validation, now);
            rejection = null;
            return events;
        }
        catch (UnreadableEventException error)
        {
            rejection = new EventRejection(error.Message, error.TooLarge);
        }

        return null;
    }

    private static ReadEvents ReadRoot(JsonElement root, Organization organization, IngestValidation validation, DateTimeOffset now)
    {
        if (root.ValueKind is JsonValueKind.Object)
        {
            return new ReadEvents([ReadOne(root, "", organization, validation, now)], IsArray: false);
        }

        if (root.ValueKind is not JsonValueKind.Array)
        {
            throw new UnreadableEventException($"The body must be one event (a JSON object) or an array of them, not {JsonText.Kind(root)}.");
        }

        var count = root.GetArrayLength();
        if (count is 0 or > MaxEvents)
        {
            throw new UnreadableEventException($"The array holds {count} events; allowed are 1 to {MaxEvents}.");
        }

        return new ReadEvents([.. root.EnumerateArray().Select((element, i) => ReadOne(element, $"[{i}].", organization, validation, now))], IsArray: true);
    }

    private static StoredEvent ReadOne(JsonElement element, string path, Organization organization, IngestValidation validation, DateTimeOffset now)
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
        };
    }
}
