using System.Text.Json;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Ingest;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>A request's body, or the answer that refuses it. Whatever the media type says, it is read as JSON.</summary>
internal sealed record ApiBody<T>(T? Value, IResult? Refusal)
    where T : RequestMembers
{
    private const int MaxBytes = 1024 * 1024;

    /// <param name="http">The request.</param>
    /// <param name="whenEmpty">What a body stands for that is left out; null when it may not be.</param>
    public static async Task<ApiBody<T>> ReadAsync(HttpContext http, T? whenEmpty = null)
    {
        if (await RequestBody.ReadAsync(http.Request, MaxBytes, http.RequestAborted) is not { } body)
        {
            return new(null, ApiResults.Refuse(StatusCodes.Status413PayloadTooLarge, $"The body is over {MaxBytes:N0} bytes, the most that is allowed."));
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
                return value.NameError(KnownNames(options)) is { } problem
                    ? new(null, ApiResults.Refuse(StatusCodes.Status400BadRequest, problem))
                    : new(value, null);
            }
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            // A union without its _type is told as not supported, a name with half a surrogate pair as an invalid operation.
        }

        return new(null, ApiResults.Refuse(StatusCodes.Status400BadRequest, ApiErrors.BadBody));
    }

    private static List<string> KnownNames(JsonSerializerOptions options) =>
        [.. options.GetTypeInfo(typeof(T)).Properties.Where(member => !member.IsExtensionData).Select(member => member.Name)];
}
