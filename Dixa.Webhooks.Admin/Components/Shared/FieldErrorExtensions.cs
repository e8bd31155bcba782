using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.Components.Shared;

internal static class FieldErrorExtensions
{
    /// <summary>The first message for a field, or null.</summary>
    public static string? At(this IEnumerable<FieldError> errors, string field) => errors.FirstOrDefault(error => error.Field == field)?.Message;
}
