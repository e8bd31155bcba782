using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>What can be said of the <c>data</c> of one event type: its record, its JSON schema, its fields, and a sample.</summary>
public sealed class EventData
{
    private readonly Lazy<JsonNode> _schema;
    private readonly Lazy<byte[]> _sample;
    private readonly Lazy<IReadOnlyList<PayloadField>> _fields;

    private EventData(Type type, Func<byte[]> sample)
    {
        Type = type;
        _schema = new Lazy<JsonNode>(() => PayloadSchema.Of(type));
        _sample = new Lazy<byte[]>(sample);
        _fields = new Lazy<IReadOnlyList<PayloadField>>(() => PayloadFields.Of(_schema.Value));
    }

    /// <summary>The record that defines it.</summary>
    public Type Type { get; }

    /// <summary>The JSON schema (draft 2020-12) that <c>data</c> fits; a copy of the caller's own.</summary>
    public JsonNode Schema => _schema.Value.DeepClone();

    /// <summary>The members of <c>data</c>, as the schema has them.</summary>
    public IReadOnlyList<PayloadField> Fields => _fields.Value;

    /// <summary>A realistic <c>data</c>, as JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Sample => _sample.Value;

    public static EventData Of<T>()
        where T : IEventData<T> => new(typeof(T), () => JsonSerializer.SerializeToUtf8Bytes(T.Sample, PayloadJson.Options));
}
