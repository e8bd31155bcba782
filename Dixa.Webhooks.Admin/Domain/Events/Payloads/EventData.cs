using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The definition of one event type's <c>data</c>: its record, JSON schema, fields, validation and sample.</summary>
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

    public Type Type { get; }

    /// <summary>The JSON schema (draft 2020-12) of <c>data</c>. Each call returns a new copy.</summary>
    public JsonNode Schema => _schema.Value.DeepClone();

    /// <summary>The members of <c>data</c>, according to the schema.</summary>
    public IReadOnlyList<PayloadField> Fields => _fields.Value;

    /// <summary>A realistic <c>data</c>, as JSON in UTF-8.</summary>
    public ReadOnlyMemory<byte> Sample => _sample.Value;

    public static EventData Of<T>()
        where T : IEventData<T> => new(typeof(T), () => JsonSerializer.SerializeToUtf8Bytes(T.Sample, PayloadJson.Options));

    /// <summary>
    /// Validates <c>data</c> and returns the first error in the schema's order; null if it is valid. Unknown members are allowed, because
    /// payloads may get new members, and <see cref="InferredAttribute">inferred</see> members may have any value. Duplicate members are
    /// refused, because JSON parsers differ in which one counts.
    /// </summary>
    public DataError? Check(JsonElement data) => _shape.Value.Check(data)?.Under("data");
}
