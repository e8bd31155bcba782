using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events;

/// <summary>
/// The common structure of every payload, around an event's <c>data</c>. Only <see cref="ToUtf8Json"/> writes it.
/// </summary>
/// <param name="EventId">Identifies the event for receivers, to detect duplicates; the same for all attempts.</param>
/// <param name="Type">The type, written as <c>event_fqn</c>.</param>
/// <param name="Version"><c>event_version</c>; <c>"1"</c> unless the publisher sets it.</param>
/// <param name="Timestamp">When the event occurred; written in UTC with milliseconds.</param>
/// <param name="Organization">The event's organization.</param>
public sealed record EventEnvelope(Guid EventId, EventType Type, string Version, DateTimeOffset Timestamp, Organization Organization)
{
    public const string DefaultVersion = "1";

    // From the guide's example.
    private static readonly Guid SampleId = Guid.Parse("0be2bd61-7e28-4620-87f0-74952725d960");
    private static readonly DateTimeOffset SampleTime = new(2026, 3, 2, 9, 20, 8, 27, TimeSpan.Zero);

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A complete payload with the type's sample, for display. The result is always the same.</summary>
    public static byte[] Sample(EventType type, Organization organization) =>
        new EventEnvelope(SampleId, type, DefaultVersion, SampleTime, organization).ToUtf8Json(type.Data.Sample.Span);

    /// <summary>
    /// Writes the payload: the envelope's keys in the contract's order, and <paramref name="data"/>, a JSON object in UTF-8, byte for byte without
    /// validating it again.
    /// </summary>
    public byte[] ToUtf8Json(ReadOnlySpan<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + data.Length);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("event_id"u8, EventId);
            json.WriteString("event_fqn"u8, Type.Fqn);
            json.WriteString("event_version"u8, Version);
            json.WriteString("event_timestamp"u8, Timestamp.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteStartObject("organization"u8);
            json.WriteString("id"u8, Organization.Id);
            json.WriteString("name"u8, Organization.Name);
            json.WriteEndObject();
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
