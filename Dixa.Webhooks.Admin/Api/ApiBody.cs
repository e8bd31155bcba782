using System.Text.Json;
using System.Text.Unicode;
using Dixa.Webhooks.Admin.Api.Webhooks;
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
        catch (JsonException error) when (MemberError(error, options) is { } message)
        {
            return new(null, ApiResponse.Error(StatusCodes.Status400BadRequest, message));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            // A union without its _type throws NotSupportedException, a name with an unpaired surrogate InvalidOperationException.
        }

        return new(null, ApiResponse.Error(StatusCodes.Status400BadRequest, ApiErrors.BadBody));
    }

    /// <summary>What a member with a value of the wrong type must be; null if no member is known. The contract has one message for the bodies of webhooks.</summary>
    private static string? MemberError(JsonException error, JsonSerializerOptions options) =>
        !typeof(WebhookMembers).IsAssignableFrom(typeof(T))
        && error.Path is ['$', '.', .. var path]
        && options.GetTypeInfo(typeof(T)).Properties.FirstOrDefault(member => member.Name == path.Split('.', '[')[0]) is { } found
            ? $"{ApiErrors.BadBody}: {found.Name} must be {Expected(Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType)}."
            : null;

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(DateTimeOffset) => "a time, for example 2026-03-01T12:00:00Z",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "an integer",
        _ when type == typeof(string) => "a string",
        _ when type == typeof(Guid) => "a uuid",
        _ when typeof(IEnumerable<string>).IsAssignableFrom(type) => "an array of strings",
        _ => "a valid value, and must appear only once",
    };

    private static List<string> KnownNames(JsonSerializerOptions options) =>
        [.. options.GetTypeInfo(typeof(T)).Properties.Where(member => !member.IsExtensionData).Select(member => member.Name)];
}
