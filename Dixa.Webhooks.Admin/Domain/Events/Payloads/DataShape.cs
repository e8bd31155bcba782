using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>
/// A payload's JSON schema, compiled for the intake. It validates parsed values without throwing, and without allocating if they are valid.
/// It supports only the keywords that <see cref="PayloadSchema"/> writes.
/// </summary>
internal sealed class DataShape
{
    private static readonly DataShape Anything = new(DataKind.Any, isNullable: true, [], null);

    private static readonly DataError Duplicate = new("", "appears more than once; it is allowed only once.");

    private readonly DataKind _kind;
    private readonly bool _isNullable;
    private readonly Member[] _members;
    private readonly byte[][] _names;
    private readonly DataShape? _items;

    private DataShape(DataKind kind, bool isNullable, Member[] members, DataShape? items)
    {
        _kind = kind;
        _isNullable = isNullable;
        _members = members;
        _names = [.. members.Select(member => Encoding.UTF8.GetBytes(member.Name))];
        _items = items;
    }

    private string Expected => _isNullable ? $"{_kind.Words()} or null" : _kind.Words();

    public static DataShape Of(JsonNode? schema)
    {
        if (schema is not JsonObject rules)
        {
            return Anything;
        }

        List<string> types = rules["type"] switch
        {
            JsonArray several => [.. several.Select(type => (string)type!)],
            { } one => [(string)one!],
            null => [],
        };
        var isNullable = types.Remove("null");
        return types is [var type]
            ? new DataShape(DataKinds.Of(type, (string?)rules["format"]), isNullable, Members(rules), rules["items"] is { } items ? Of(items) : null)
            : Anything;
    }

    /// <summary>Returns the first error in the schema's order; null if the value is valid.</summary>
    public DataError? Check(JsonElement value)
    {
        if (_kind.Fits(value))
        {
            return _kind switch
            {
                DataKind.Object => CheckMembers(value),
                DataKind.Array => CheckItems(value),
                _ => null,
            };
        }

        return _isNullable && value.ValueKind is JsonValueKind.Null ? null : new DataError("", $"must be {Expected}{_kind.Contrast(value)}");
    }

    private DataError? CheckMembers(JsonElement value)
    {
        Span<bool> isThere = stackalloc bool[_members.Length];
        DataError?[]? errors = null;
        var expected = 0;
        foreach (var member in value.EnumerateObject())
        {
            if (JsonText.IndexOf(member, _names, expected) is not (>= 0 and var i))
            {
                continue;
            }

            expected = i + 1;

            // JSON parsers differ in which duplicate counts, so the receiver might use the one that was not checked.
            if ((isThere[i] ? Duplicate : _members[i].Shape.Check(member.Value)) is { } error)
            {
                (errors ??= new DataError?[_members.Length])[i] = error;
            }

            isThere[i] = true;
        }

        for (var i = 0; i < _members.Length; i++)
        {
            if ((isThere[i] ? errors?[i] : _members[i].Missing) is { } error)
            {
                return error.Under(_members[i].Name);
            }
        }

        return null;
    }

    private DataError? CheckItems(JsonElement value)
    {
        if (_items is null || ReferenceEquals(_items, Anything))
        {
            return null;
        }

        var i = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (_items.Check(item) is { } error)
            {
                return error.Under($"[{i}]");
            }

            i++;
        }

        return null;
    }

    private static Member[] Members(JsonObject rules)
    {
        var required = rules["required"] is JsonArray names ? names.Select(name => (string)name!).ToHashSet() : [];
        return
        [
            .. rules["properties"] is JsonObject members
                ? members.Select(member => Member.Of(
                    member.Key, PayloadSchema.IsInferred(member.Value) ? Anything : Of(member.Value), required.Contains(member.Key)))
                : [],
        ];
    }

    /// <param name="Name">The member's name, in ASCII.</param>
    /// <param name="Shape">The schema of its value.</param>
    /// <param name="Missing">The error if the member is missing; null if it is optional.</param>
    private sealed record Member(string Name, DataShape Shape, DataError? Missing)
    {
        public static Member Of(string name, DataShape shape, bool isRequired) =>
            new(name, shape, isRequired ? new DataError("", $"is missing; it must be {shape.Expected}.") : null);
    }
}
