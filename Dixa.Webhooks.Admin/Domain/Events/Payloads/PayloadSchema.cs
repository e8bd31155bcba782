using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// Creates a payload record's JSON schema, with each member's description from its <see cref="DescriptionAttribute"/> and a mark on
/// <see cref="InferredAttribute">inferred</see> members.
/// </summary>
internal static class PayloadSchema
{
    /// <summary>A custom keyword; validators ignore unknown keywords.</summary>
    private const string Inferred = "x-inferred";

    private static readonly JsonSchemaExporterOptions Exporting = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    public static JsonNode Of(Type type)
    {
        var schema = (JsonObject)PayloadJson.Options.GetJsonSchemaAsNode(type, Exporting);
        Inline(schema, schema);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema;
    }

    /// <summary>Whether a member's schema is inferred.</summary>
    public static bool IsInferred(JsonNode? member) => member is JsonObject schema && schema.ContainsKey(Inferred);

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        // The exporter does not know what the custom converter writes.
        var schema = context.TypeInfo.Type == typeof(DateTimeOffset)
            ? new JsonObject { ["type"] = "string", ["format"] = "date-time" }
            : node as JsonObject;
        if (context.TypeInfo.Kind is JsonTypeInfoKind.Object && schema?["required"] is JsonArray required)
        {
            RemoveOmissible(required, context.TypeInfo);
        }

        if (context.TypeInfo.Kind is JsonTypeInfoKind.Object && schema?["properties"] is JsonObject members)
        {
            DescribeOptionalTimes(members, context.TypeInfo);
        }

        if (schema is null || context.PropertyInfo is not { } member)
        {
            return schema ?? node;
        }

        if (IsOmittedWhenNull(member) && schema["type"] is JsonArray { Count: > 0 } types)
        {
            // The member is omitted rather than null.
            schema["type"] = types[0]!.DeepClone();
            schema.Remove("default");
        }

        return Marked(schema, member);
    }

    private static JsonObject Marked(JsonObject schema, JsonPropertyInfo member)
    {
        if (Attribute<DescriptionAttribute>(member) is { } description)
        {
            schema["description"] = description.Description;
        }

        if (Attribute<InferredAttribute>(member) is not null)
        {
            schema[Inferred] = true;
        }

        return schema;
    }

    /// <summary>The exporter does not ask about a nullable value with a custom converter.</summary>
    private static void DescribeOptionalTimes(JsonObject members, JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.PropertyType == typeof(DateTimeOffset?)))
        {
            members[member.Name] = Marked(new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time", ["default"] = null }, member);
        }
    }

    private static void RemoveOmissible(JsonArray required, JsonTypeInfo type)
    {
        var omissible = type.Properties.Where(member => Attribute<MayBeOmittedAttribute>(member) is not null).Select(member => member.Name).ToHashSet();
        required.RemoveAll(name => omissible.Contains((string)name!));
    }

    /// <summary>
    /// Replaces each reference with its target. The exporter writes a list once and references it elsewhere, which is hard to follow for
    /// people and simple tools.
    /// </summary>
    private static void Inline(JsonObject root, JsonNode? node)
    {
        if (node is not JsonObject schema)
        {
            return;
        }

        // A recursive reference cannot be inlined.
        if ((string?)schema["$ref"] is { } reference && !IsWithin(schema, reference))
        {
            var target = Resolve(root, reference);
            List<KeyValuePair<string, JsonNode?>> own = [.. schema.Where(keyword => keyword.Key != "$ref")];
            schema.Clear();
            foreach (var (keyword, rule) in target.Select(keyword => KeyValuePair.Create(keyword.Key, keyword.Value?.DeepClone())).Concat(own))
            {
                schema[keyword] = rule;
            }
        }

        foreach (var (_, member) in schema["properties"] as JsonObject ?? [])
        {
            Inline(root, member);
        }

        Inline(root, schema["items"]);
    }

    private static JsonObject Resolve(JsonObject root, string reference) =>
        (JsonObject)reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode)root, (place, name) => place[name]!);

    private static bool IsWithin(JsonObject schema, string reference) => $"{Pointer(schema)}/".StartsWith($"{reference}/", StringComparison.Ordinal);

    private static string Pointer(JsonNode schema) => $"#{schema.GetPath()[1..].Replace('.', '/')}";

    private static bool IsOmittedWhenNull(JsonPropertyInfo member) =>
        Attribute<JsonIgnoreAttribute>(member) is { Condition: JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An attribute of the property, or of the record's parameter that it comes from.</summary>
    private static T? Attribute<T>(JsonPropertyInfo member)
        where T : Attribute =>
        (member.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault()
            ?? member.AssociatedParameter?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).FirstOrDefault()) as T;
}
