using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The API's JSON: camelCase, nulls included, times in UTC with milliseconds and <c>Z</c>.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

        // A union's _type may be at any position. Duplicate members are refused, because it is ambiguous which one counts.
        options.AllowOutOfOrderMetadataProperties = true;
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new UtcMilliseconds());
    }

    private sealed class UtcMilliseconds : JsonConverter<DateTimeOffset>
    {
        // As in a query, a time without an offset is UTC, whatever the server's time zone.
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTime() is { Kind: DateTimeKind.Unspecified } utc ? new DateTimeOffset(utc, TimeSpan.Zero) : reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
    }
}
