using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The result for one published event.</summary>
public sealed record PublishedEvent(
    [property: JsonPropertyName("event_id"), Description("The event's uuid: the given one, or a new one.")] Guid EventId,
    [property: JsonPropertyName("deliveries"), Description("The number of webhooks that receive it.")] int Deliveries,
    [property: JsonPropertyName("duplicate"), Description("Whether it was published before. If so, nothing was stored.")] bool Duplicate);
