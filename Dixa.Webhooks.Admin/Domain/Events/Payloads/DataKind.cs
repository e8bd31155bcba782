using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>What a schema's <c>type</c> and <c>format</c> require of a value.</summary>
internal enum DataKind
{
    Any,
    Object,
    Array,
    Text,
    Uuid,
    Time,
    Integer,
    Number,
    Truth,
}

/// <summary>The check and the texts of each kind.</summary>
internal static class DataKinds
{
    public static DataKind Of(string type, string? format) => (type, format) switch
    {
        ("object", _) => DataKind.Object,
        ("array", _) => DataKind.Array,
        ("string", "uuid") => DataKind.Uuid,
        ("string", "date-time") => DataKind.Time,
        ("string", _) => DataKind.Text,
        ("integer", _) => DataKind.Integer,
        ("number", _) => DataKind.Number,
        ("boolean", _) => DataKind.Truth,
        _ => DataKind.Any,
    };

    public static bool Fits(this DataKind kind, JsonElement value) => kind switch
    {
        DataKind.Object => value.ValueKind is JsonValueKind.Object,
        DataKind.Array => value.ValueKind is JsonValueKind.Array,
        DataKind.Text => value.ValueKind is JsonValueKind.String,
        DataKind.Uuid => value.ValueKind is JsonValueKind.String && JsonText.IsUuid(value),
        DataKind.Time => value.ValueKind is JsonValueKind.String && JsonText.IsTime(value),
        DataKind.Integer => JsonInteger.Is(value),
        DataKind.Number => value.ValueKind is JsonValueKind.Number,
        DataKind.Truth => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => true,
    };

    /// <summary>The expected value, for messages.</summary>
    public static string Words(this DataKind kind) => kind switch
    {
        DataKind.Object => "an object",
        DataKind.Array => "an array",
        DataKind.Text => "a string",
        DataKind.Uuid => "a uuid such as 0be2bd61-7e28-4620-87f0-74952725d960",
        DataKind.Time => IsoTime.Expected,
        DataKind.Integer => "an integer",
        DataKind.Number => "a number",
        DataKind.Truth => "true or false",
        _ => "anything",
    };

    /// <summary>The end of a sentence that starts with <see cref="Words"/>: the actual value.</summary>
    public static string Contrast(this DataKind kind, JsonElement value) => (kind, value.ValueKind) switch
    {
        (DataKind.Uuid or DataKind.Time, JsonValueKind.String) => ".",
        (DataKind.Integer, JsonValueKind.Number) => ", not a number with a fraction.",
        _ => $", not {JsonText.Kind(value)}.",
    };
}
