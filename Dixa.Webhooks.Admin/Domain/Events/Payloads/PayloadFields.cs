using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>Reads the fields from a payload's JSON schema.</summary>
internal sealed class PayloadFields
{
    private readonly JsonNode _document;

    /// <summary>The references currently being followed, to stop at recursive records.</summary>
    private readonly HashSet<string> _following = [];

    private PayloadFields(JsonNode document) => _document = document;

    public static IReadOnlyList<PayloadField> Of(JsonNode schema) => new PayloadFields(schema).MembersOf(schema, "");

    private List<PayloadField> MembersOf(JsonNode schema, string prefix)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return
        [
            .. (schema["properties"]?.AsObject() ?? [])
                .Select(member => Follow(member.Value!, target => Field(member.Key, prefix + member.Key, member.Value!, target, !required.Contains(member.Key)))),
        ];
    }

    private PayloadField Field(string name, string path, JsonNode member, JsonNode target, bool isOptional)
    {
        var types = Types(target);
        var (type, fields) = types is ["array"]
            ? Items(target, path)
            : (Words(types, target), MembersOf(target, $"{path}."));

        // The description next to a reference belongs to this member; the target has the description of the first member that uses it.
        return new PayloadField(name, path, type, isOptional, IsNullable(target), PayloadSchema.IsInferred(member), (string?)Of(member, "description") ?? "", fields);
    }

    private (string Type, List<PayloadField> Fields) Items(JsonNode array, string path) => Of(array, "items") is JsonObject items
        ? Follow(items, target => ($"array of {Words(Types(target), target)}", MembersOf(target, $"{path}[].")))
        : ("array", []);

    private T Follow<T>(JsonNode schema, Func<JsonNode, T> read)
    {
        if ((string?)Of(schema, "$ref") is not { } reference)
        {
            return read(schema);
        }

        if (!_following.Add(reference))
        {
            return read(new JsonObject { ["type"] = "object" });
        }

        var result = read(Resolve(reference));
        _following.Remove(reference);
        return result;
    }

    private JsonNode Resolve(string reference) =>
        reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(_document, (node, name) => node[name]!);

    private static string[] Types(JsonNode schema) =>
        [.. AllTypes(schema).Where(type => type != "null")];

    private static bool IsNullable(JsonNode schema) => AllTypes(schema).Contains("null");

    private static IEnumerable<string> AllTypes(JsonNode schema) => Of(schema, "type") switch
    {
        JsonArray several => several.Select(type => (string)type!),
        { } one => [(string)one!],
        null => [],
    };

    private static string Words(string[] types, JsonNode schema) => (types, (string?)Of(schema, "format")) switch
    {
        ([], _) => "any",
        (_, { } format) => $"{string.Join(" or ", types)} ({format})",
        _ => string.Join(" or ", types),
    };

    /// <summary>A keyword's value, or null. A schema can also be the literal true.</summary>
    private static JsonNode? Of(JsonNode schema, string keyword) => (schema as JsonObject)?[keyword];
}
