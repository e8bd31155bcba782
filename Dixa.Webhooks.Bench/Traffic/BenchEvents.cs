using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Events.Payloads;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>The events of a run. The same seed produces the same events in every process.</summary>
/// <param name="seed">The seed of the event ids.</param>
/// <param name="payloadBytes">The size of each delivered payload.</param>
internal sealed class BenchEvents(int seed, int payloadBytes)
{
    /// <summary>The min size of an envelope.</summary>
    public const int SmallestPayload = 600;

    private static readonly Organization Organization = new(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");
    private static readonly DateTimeOffset Happened = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly User Requester = new(Guid.Parse("b3e1f6a4-2d0c-4c4b-9f0e-5b8f2c7d9a10"), null, null, null, [], "Contact");

#pragma warning disable CA5394 // The ids need not be unpredictable.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly byte[] _data = Data(payloadBytes);

    /// <summary>The type of most events.</summary>
    public static EventType Type { get; } = EventCatalogue.All.Single(type => type.Data.Type == typeof(ConversationCreated));

    /// <summary>The types that no event has.</summary>
    public static IReadOnlyList<EventType> Others { get; } = [.. EventCatalogue.All.Where(type => type != Type)];

    /// <summary>Returns the next event as the application would store it.</summary>
    public StoredEvent Next(DateTimeOffset receivedAt)
    {
        var id = NextId();
        return new StoredEvent
        {
            EventId = id,
            EventType = Type.Fqn,
            ReceivedAt = receivedAt,
            Payload = Envelope(id).ToUtf8Json(_data),
        };
    }

    /// <summary>Returns a random id (version 4), like a publisher's.</summary>
    public Guid NextId()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Returns <c>data</c> that makes the envelope exactly as long as requested.</summary>
    public static byte[] Data(int payloadBytes) => Conversation(payloadBytes - Envelope(Guid.Empty).ToUtf8Json(Conversation(0)).Length);

    private static EventEnvelope Envelope(Guid id) => new(id, Type, EventEnvelope.DefaultVersion, Happened, Organization);

    private static byte[] Conversation(int padding) => JsonSerializer.SerializeToUtf8Bytes(
        new ConversationCreated(
            new Conversation(1_000_001, "EMAIL", "OPEN", "INBOUND", null, null, Requester, null, new string('x', padding), [], Happened)),
        PayloadJson.Options);
}
