using System.Text.Json;
using System.Text.Json.Nodes;
using Dixa.Webhooks.Admin.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Random <c>data</c> that matches its event type's schema, in any spelling.</summary>
public sealed record AllowedData(string Fqn, string Json);

/// <summary>A sample with one invalid or missing member.</summary>
/// <param name="Fqn">The event type.</param>
/// <param name="Json">The changed sample.</param>
/// <param name="Path">The path of the member.</param>
/// <param name="Error">The start of the error message.</param>
public sealed record BrokenData(string Fqn, string Json, string Path, string Error);

/// <summary>Generates both from the published schemas, independent of the intake's validation.</summary>
public static class RandomData
{
    private static readonly string[] Uuids = ["\"0be2bd61-7e28-4620-87f0-74952725d960\"", "\"0BE2BD61-7E28-4620-87F0-74952725D960\"", "\"00000000-0000-0000-0000-00000000000\\u0030\""];

    private static readonly string[] Times =
        ["\"2026-03-02T09:14:07.412Z\"", "\"2026-03-02T09:14:07Z\"", "\"2024-02-29T23:59:59.123456789+05:30\"", "\"2026-03-02T09:14:07.4-11:00\"", "\"2026-03-02T09\\u003a14:07Z\""];

    private static readonly string[] Integers = ["0", "-1", "4711", "4711.0", "4.711e3", "1E5", "-0", "100e-2", "12345678901234567890"];

    private static readonly string[] OfEachType = ["\"x\"", "1", "1.5", "true", "{}", "[]", "null"];

    public static Arbitrary<AllowedData> AllowedData() => Allowed().ToArbitrary();

    public static Arbitrary<BrokenData> BrokenData() => Broken().ToArbitrary();

    public static Gen<AllowedData> Allowed(string? fqn = null) =>
        from type in fqn is null ? Gen.Elements(EventCatalogue.All.AsEnumerable()) : Gen.Constant(EventCatalogue.All.Single(type => type.Fqn == fqn))
        from json in Value(type.Data.Schema)
        select new AllowedData(type.Fqn, json);

    /// <summary>The schema without inferred members.</summary>
    public static JsonElement CertainSchema(EventType type)
    {
        var schema = type.Data.Schema;
        RemoveInferred(schema);
        return JsonElement.Parse(schema.ToJsonString());
    }

    private static Gen<string> Value(JsonNode schema)
    {
        if (schema is not JsonObject rules)
        {
            return RandomJson.Value();
        }

        var types = Types(rules);
        var value = (types[0], (string?)rules["format"]) switch
        {
            ("object", _) => Object(rules),
            ("array", _) => RandomJson.Few(Value(rules["items"]!)).SelectMany(items => RandomJson.Joined("[", items, "]")),
            ("string", "uuid") => Gen.Elements(Uuids),
            ("string", "date-time") => Gen.Elements(Times),
            ("string", _) => RandomJson.Text,
            ("integer", _) => Gen.Elements(Integers),
            ("boolean", _) => Gen.Elements("true", "false"),
            var other => throw new ArgumentException($"No values are known of {other}."),
        };
        return types.Contains("null") ? Gen.Frequency((3, value), (1, Gen.Constant("null"))) : value;
    }

    private static Gen<string> Object(JsonObject rules) =>
        from known in Gen.CollectToList(rules["properties"]!.AsObject(), member => Known(member.Key, member.Value!, IsRequired(rules, member.Key)))
        from unknown in RandomJson.Few(RandomJson.Member(RandomJson.Name, RandomJson.Value()))
        from order in Gen.Shuffle([.. known.Where(member => member.Length > 0), .. unknown])
        from json in RandomJson.Joined("{", order, "}")
        select json;

    private static Gen<string> Known(string name, JsonNode schema, bool isRequired)
    {
        var member = RandomJson.Member(RandomJson.Spelt(name), IsInferred(schema) ? RandomJson.Value() : Value(schema));
        return isRequired ? member : Gen.Frequency((6, member), (4, Gen.Constant("")));
    }

    private static Gen<BrokenData> Broken() =>
        from broken in Gen.Elements(EventCatalogue.All.SelectMany(type => Required(JsonNode.Parse(type.Data.Sample.Span)!, type.Data.Schema, "data")
            .Select(place => (type.Fqn, Place: place))))
        from wrong in Gen.Elements(broken.Place.Wrong())
        select new BrokenData(
            broken.Fqn,
            broken.Place.Break(wrong),
            broken.Place.Path,
            $"{broken.Place.Path} {(wrong is null ? "is missing; it must be " : "must be ")}");

    private static IEnumerable<Place> Required(JsonNode? value, JsonNode schema, string path)
    {
        if (schema is not JsonObject rules)
        {
            yield break;
        }

        if (value is JsonArray { Count: > 0 } array)
        {
            foreach (var place in Required(array[0], rules["items"]!, $"{path}[0]"))
            {
                yield return place;
            }
        }

        foreach (var (name, member) in value is JsonObject && rules["properties"] is JsonObject members ? members : [])
        {
            if (IsRequired(rules, name))
            {
                yield return new Place(value!.AsObject(), name, (JsonObject)member!, $"{path}.{name}");
            }

            foreach (var place in IsInferred(member!) ? [] : Required(value![name], member!, $"{path}.{name}"))
            {
                yield return place;
            }
        }
    }

    private static void RemoveInferred(JsonNode? schema)
    {
        if (schema is JsonObject { } rules)
        {
            foreach (var (name, member) in rules["properties"] is JsonObject members ? members.ToList() : [])
            {
                if (IsInferred(member!))
                {
                    rules["properties"]!.AsObject().Remove(name);
                }

                RemoveInferred(member);
            }

            RemoveInferred(rules["items"]);
        }
    }

    private static bool IsInferred(JsonNode schema) => schema is JsonObject rules && rules.ContainsKey("x-inferred");

    private static bool IsRequired(JsonObject rules, string name) => rules["required"] is JsonArray names && names.Any(one => (string?)one == name);

    private static List<string> Types(JsonObject rules) => rules["type"] is JsonArray several ? [.. several.Select(type => (string)type!)] : [(string)rules["type"]!];

    /// <summary>A required member of a sample.</summary>
    private sealed record Place(JsonObject Parent, string Name, JsonObject Schema, string Path)
    {
        /// <summary>Every kind of invalid value; null means that the member is omitted.</summary>
        public IEnumerable<string?> Wrong() =>
        [
            null,
            .. OfEachType.Where(value => !Types(Schema).Any(type => IsOf(type, value))),
            .. Schema.ContainsKey("format") ? ["\"\"", "\"yesterday\"", "\"\\ud800\"", "\"2026-02-30T09:14:07Z\"", "\"2026-03-02T09:14:07\"", "\"0be2bd617e28462087f074952725d960\""] : Array.Empty<string>(),
        ];

        /// <summary>The sample's JSON with this value for the member.</summary>
        public string Break(string? wrong)
        {
            var root = Parent.Root.DeepClone();
            var steps = Path.Split('.', '[').Skip(1).Select(step => step.TrimEnd(']')).ToList();
            var parent = steps.SkipLast(1).Aggregate(root, (node, step) => int.TryParse(step, out var i) ? node[i]! : node[step]!).AsObject();
            parent.Remove(Name);
            if (wrong is not null)
            {
                // As text, because a node cannot contain an unpaired surrogate.
                parent[Name] = Marker;
            }

            return root.ToJsonString().Replace($"\"{Marker}\"", wrong, StringComparison.Ordinal);
        }

        private const string Marker = "the wrong one";

        private static bool IsOf(string type, string json) => type switch
        {
            "object" => json == "{}",
            "array" => json == "[]",
            "string" => json == "\"x\"",
            "integer" => json == "1",
            "boolean" => json == "true",
            "null" => json == "null",
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
    }
}
