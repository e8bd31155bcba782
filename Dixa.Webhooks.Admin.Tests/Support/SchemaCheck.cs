using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// Validates JSON against a JSON schema, with the keywords that the application's schemas use. An unknown keyword fails the test rather than
/// being ignored. References are resolved in the schema's document.
/// </summary>
internal sealed partial class SchemaCheck(JsonElement document)
{
    private static readonly string[] Annotations = ["$schema", "description", "title", "example", "examples", "default", "discriminator", "deprecated", "x-inferred"];

    /// <summary>Returns all errors with their paths.</summary>
    public static IReadOnlyList<string> Errors(JsonElement schema, JsonElement value) => [.. new SchemaCheck(schema).Check(schema, value, "$")];

    public IEnumerable<string> Check(JsonElement schema, JsonElement value, string path)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return schema.ValueKind is JsonValueKind.True ? [] : [$"{path}: nothing is allowed here"];
        }

        return schema.EnumerateObject().SelectMany(keyword => Check(keyword, schema, value, path));
    }

    private IEnumerable<string> Check(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        var rule = keyword.Value;
        switch (keyword.Name)
        {
            case "$ref":
                return Check(Resolve(rule.GetString()!), value, path);
            case "type":
                var types = rule.ValueKind is JsonValueKind.Array ? rule.EnumerateArray().Select(type => type.GetString()!).ToArray() : [rule.GetString()!];
                return types.Any(type => Is(type, value)) ? [] : [$"{path}: {value.ValueKind} is not {string.Join(" or ", types)}"];
            case "enum":
                return rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)) ? [] : [$"{path}: {value} is not among the allowed values"];
            case "const":
                return JsonElement.DeepEquals(rule, value) ? [] : [$"{path}: {value} is not {rule}"];
            case "format":
                return value.ValueKind is not JsonValueKind.String || HasFormat(rule.GetString()!, value) ? [] : [$"{path}: {value} is no {rule}"];
            case "required":
                return value.ValueKind is not JsonValueKind.Object
                    ? []
                    : rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name}: is missing");
            case "properties":
                return value.ValueKind is not JsonValueKind.Object
                    ? []
                    : rule.EnumerateObject().SelectMany(member => value.TryGetProperty(member.Name, out var one) ? Check(member.Value, one, $"{path}.{member.Name}") : []);
            case "additionalProperties":
                return value.ValueKind is not JsonValueKind.Object
                    ? []
                    : value.EnumerateObject().Where(member => !IsNamed(schema, member.Name)).SelectMany(member => Check(rule, member.Value, $"{path}.{member.Name}"));
            case "items":
                return value.ValueKind is not JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((one, i) => Check(rule, one, $"{path}[{i}]"));
            case "minItems":
                return value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32() ? [] : [$"{path}: too few"];
            case "maxItems":
                return value.ValueKind is not JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32() ? [] : [$"{path}: too many"];
            case "oneOf" or "anyOf":
                var errors = rule.EnumerateArray().Select(one => Check(one, value, path).ToList()).ToList();
                var fits = errors.Count(found => found.Count == 0);
                return fits == 1 || (fits > 1 && keyword.Name == "anyOf") ? [] : [$"{path}: fits {fits} of {errors.Count}: {string.Join("; ", errors.SelectMany(found => found))}"];
            default:
                return Annotations.Contains(keyword.Name) ? [] : [$"{path}: the schema's keyword {keyword.Name} is not known here"];
        }
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(document, (place, name) => place.GetProperty(name));

    private static bool IsNamed(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind is JsonValueKind.Null,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "string" => value.ValueKind is JsonValueKind.String,
        "number" => value.ValueKind is JsonValueKind.Number,
        // 1.0 and 1e5 are integers in JSON Schema. Numbers beyond decimal's range do not occur.
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out var number) && decimal.IsInteger(number),
        "array" => value.ValueKind is JsonValueKind.Array,
        "object" => value.ValueKind is JsonValueKind.Object,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "uuid" => value.TryGetGuid(out _),
        "date-time" => value.TryGetDateTimeOffset(out _) && Rfc3339().IsMatch(value.GetString()!),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex Rfc3339();
}
