using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>What became of a published event.</summary>
public sealed record PublishedEvent(
    [property: JsonPropertyName("event_id"), Description("The event's uuid: the one that was given, or a new one.")] Guid EventId,
    [property: JsonPropertyName("deliveries"), Description("How many webhooks it goes to.")] int Deliveries,
    [property: JsonPropertyName("duplicate"), Description("It was published before; nothing was stored.")] bool Duplicate);
