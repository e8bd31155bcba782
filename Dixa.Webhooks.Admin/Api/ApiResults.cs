using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

internal static class ApiResults
{
    public static IResult NotFound() => ApiResponse.Error(StatusCodes.Status404NotFound, ApiErrors.Unknown);

    public static IResult Forbidden() => ApiResponse.Error(StatusCodes.Status403Forbidden, "This API token does not allow this operation.");

    /// <summary>Lists each invalid field with its error.</summary>
    public static IResult Invalid(IEnumerable<FieldError> errors) =>
        ApiResponse.Error(StatusCodes.Status400BadRequest, string.Join(' ', errors.Select(error => $"{error.Field}: {error.Message}")));
}
