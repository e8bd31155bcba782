using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain;

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
}
