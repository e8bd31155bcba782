using System.Text.Json;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Ingest;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>A request's body, or the response that refuses it. The body is read as JSON, whatever its media type.</summary>
internal sealed record ApiBody<T>(T? Value, IResult? Refusal)
    where T : RequestMembers
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads the body. An empty body counts as <paramref name="whenEmpty"/>, or is refused if that is null.</summary>
    public static async Task<ApiBody<T>> ReadAsync(HttpContext http, T? whenEmpty = null)
    {
        if (await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted) is not { } body)
        {
            return new(null, ApiResponse.Error(StatusCodes.Status413PayloadTooLarge, $"The body must be at most {MaxBytes:N0} bytes."));
        }

        if (body.Length == 0 && whenEmpty is not null)
        {
            return new(whenEmpty, null);
        }

        var options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            if (Utf8.IsValid(body) && JsonSerializer.Deserialize<T>(body, options) is { } value)
            {
                return value.NameError(KnownNames(options)) is { } nameError
                    ? new(null, ApiResponse.Error(StatusCodes.Status400BadRequest, nameError))
                    : new(value, null);
            }
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            // A union without its _type throws NotSupportedException, a name with an unpaired surrogate InvalidOperationException.
        }

        return new(null, ApiResponse.Error(StatusCodes.Status400BadRequest, ApiErrors.BadBody));
    }

    private static List<string> KnownNames(JsonSerializerOptions options) =>
        [.. options.GetTypeInfo(typeof(T)).Properties.Where(member => !member.IsExtensionData).Select(member => member.Name)];
}
