using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary>The body of a successful response, here and in the API.</summary>
public sealed record ApiResponse<T>([property: JsonPropertyName("data")] T Data);

/// <summary>The responses of the intake and the API.</summary>
public static class ApiResponse
{
    public static IResult Data<T>(T data, int status = StatusCodes.Status200OK) => Results.Json(new ApiResponse<T>(data), statusCode: status);

    public static IResult Error(int status, string message) => Results.Json(new ApiError(message), statusCode: status);
}
