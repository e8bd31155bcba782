using System.Globalization;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>
/// Members of a webhook that a PATCH cannot change. Clients may read a webhook, change something and send all of it back, so an
/// unchanged value is accepted. A different value is refused rather than ignored.
/// </summary>
internal static class ReadOnlyMembers
{
    private static readonly Dictionary<string, string> Advice = new()
    {
        ["id"] = "",
        ["subscribedEvents"] = " Use events.",
        ["headers"] = " Use customHeaders and authorization.",
        ["secretKey"] = " Use rotate-secret to get a new one.",
        ["createdAt"] = "",
        ["createdBy"] = "",
        ["updatedAt"] = " Read the webhook again, or omit this.",
        ["updatedBy"] = " Read the webhook again, or omit this.",
    };

    public static IReadOnlyCollection<string> Names => Advice.Keys;

    /// <summary>Returns an error for each read-only member of the request whose value differs from the webhook's current one.</summary>
    public static IReadOnlyList<FieldError> Changed(IReadOnlyDictionary<string, JsonElement>? others, WebhookResource webhook, JsonSerializerOptions options)
    {
        var given = (others ?? new Dictionary<string, JsonElement>()).Where(member => Advice.ContainsKey(member.Key) && member.Value.ValueKind is not JsonValueKind.Null).ToList();
        if (given.Count == 0)
        {
            return [];
        }

        var stored = JsonSerializer.SerializeToElement(webhook, options);
        return
        [
            .. given.Where(member => !IsSame(member.Value, stored.GetProperty(member.Key)))
                .Select(member => new FieldError(member.Key, $"Cannot be changed.{Advice[member.Key]}")),
        ];
    }

    private static bool IsSame(JsonElement given, JsonElement stored) => (given.ValueKind, stored.ValueKind) switch
    {
        (JsonValueKind.String, JsonValueKind.String) => IsSame(given.GetString()!, stored.GetString()!),
        (JsonValueKind.Array, JsonValueKind.Array) => Texts(given) is { } texts && texts.SetEquals(Texts(stored)!),
        (JsonValueKind.Object, JsonValueKind.Object) => HaveSameMembers(given, stored),
        _ => false,
    };

    /// <summary>The same text, the same uuid or time in any format, or the mask of a stored secret.</summary>
    private static bool IsSame(string given, string stored) =>
        given == stored
        || given == Mask.Text
        || (Guid.TryParseExact(given, "D", out var id) && Guid.TryParseExact(stored, "D", out var storedId) && id == storedId)
        || (Time(given) is { } time && Time(stored) == time);

    private static DateTimeOffset? Time(string text) =>
        text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static HashSet<string>? Texts(JsonElement array) =>
        array.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : null;

    private static bool HaveSameMembers(JsonElement given, JsonElement stored)
    {
        var members = stored.EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.OrdinalIgnoreCase);
        return given.EnumerateObject().Count() == members.Count
            && given.EnumerateObject().All(member => members.TryGetValue(member.Name, out var value) && IsSame(member.Value, value));
    }
}
