using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dixa.Webhooks.Admin.Domain.Events.Payloads;

/// <summary>The JSON of payloads: snake_case, nulls included, times in UTC with milliseconds and <c>Z</c>.</summary>
public static class PayloadJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            Converters = { new UtcMilliseconds() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
