using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>Writes a payload record's JSON schema, with the meaning of each member that its <see cref="DescriptionAttribute"/> gives.</summary>
internal static class PayloadSchema
{
    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonNode Of(Type type)
    {
        var schema = (JsonObject)PayloadJson.Options.GetJsonSchemaAsNode(type, Exporting);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        // The exporter cannot know what our own converter writes.
        var schema = context.TypeInfo.Type == typeof(DateTimeOffset)
            ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : node as JsonObject;
        if (schema is null || context.PropertyInfo is not { } member)
        {
            return schema ?? node;
        }

        if (IsLeftOutWhenNull(member) && schema["type"] is JsonArray { Count: > 0 } types)
        {
            // It may be missing, and then it is; it is never null.
            schema["type"] = types[0]!.DeepClone();
        }

        if (Attribute<DescriptionAttribute>(member) is { } description)
        {
            schema["description"] = description.Description;
        }

        return schema;
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo member) =>
        Attribute<JsonIgnoreAttribute>(member) is { Condition: JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An attribute of the property, or of the record's parameter that it comes from.</summary>
    private static T? Attribute<T>(JsonPropertyInfo member)
        where T : Attribute =>
        (member.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault()
            ?? member.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault()) as T;
}
