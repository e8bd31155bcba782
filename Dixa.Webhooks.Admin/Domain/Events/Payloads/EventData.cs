using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>What can be said of the <c>data</c> of one event type: its record, its JSON schema, its fields, what does not fit, and a sample.</summary>
public sealed class EventData
{
    private readonly Lazy<JsonNode> _schema;
    private readonly Lazy<DataShape> _shape;
    private readonly Lazy<byte[]> _sample;
    private readonly Lazy<IReadOnlyList<PayloadField>> _fields;

    private EventData(Type type, Func<byte[]> sample)
    {
        Type = type;
        _schema = new Lazy<JsonNode>(() => PayloadSchema.Of(type));
        _shape = new Lazy<DataShape>(() => DataShape.Of(_schema.Value));
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

    /// <summary>
    /// Holds a <c>data</c> against the schema and answers the first thing that does not fit, in the schema's order; null when all does.
    /// Members that the schema does not know pass, since payloads grow by addition, and so does whatever stands in an
    /// <see cref="InferredAttribute">inferred</see> member. A member that appears twice is refused: JSON readers differ in which of the two counts.
    /// </summary>
    /// <param name="data">Of any kind, nested as deep as a parser lets through.</param>
    public DataError? Check(JsonElement data) => _shape.Value.Check(data)?.Under("data");
}
