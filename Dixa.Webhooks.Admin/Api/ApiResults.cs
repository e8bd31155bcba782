using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

internal static class ApiResults
{
    public static IResult Data<T>(T data, int status = StatusCodes.Status200OK) => Results.Json(new ApiResponse<T>(data), statusCode: status);

    public static IResult Refuse(int status, string message) => Results.Json(new ApiError(message), statusCode: status);

    public static IResult NotFound() => Refuse(StatusCodes.Status404NotFound, ApiErrors.Unknown);

    public static IResult Forbidden() => Refuse(StatusCodes.Status403Forbidden, "This API token does not allow this operation.");

    /// <summary>Lists each invalid field with its error.</summary>
    public static IResult Invalid(IEnumerable<FieldError> errors) =>
        Refuse(StatusCodes.Status400BadRequest, string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}")));
}
