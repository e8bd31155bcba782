using System.Globalization;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Http.Extensions;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>What the lists have in common: the errors of their query parameters, and the path of the next page.</summary>
internal static partial class ListQuery
{
    public const string InvalidPageKey = "pageKey is invalid. Take it from meta.next of the previous page.";

    /// <summary>The error of the first parameter that the list does not have, or that appears twice; null if there is none.</summary>
    public static string? UnknownIn(IQueryCollection query, IReadOnlyList<string> parameters) =>
        query.Keys.FirstOrDefault(name => !parameters.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown ? UnknownNames.Message(unknown, "parameter of this list", parameters)
            : query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } twice ? $"{twice} appears more than once; it is allowed only once."
            : null;

    /// <summary>Whether a text begins with a year, month and day. 1/2/2026 is in January or in February.</summary>
    public static bool IsUnambiguousTime(string text) => BeginsWithDate().IsMatch(text);

    /// <summary>Null if the text is not a time, or ambiguous.</summary>
    public static DateTimeOffset? Time(string? text) =>
        text is not null && IsUnambiguousTime(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static string InvalidTime(string name) => $"{name} must be a time, for example 2026-03-01T12:00:00Z.";

    /// <summary>The path of the next page, with the parameters of this one.</summary>
    public static string NextPage(HttpRequest request, string pageKey)
    {
        var query = new QueryBuilder(request.Query.Where(value => value.Key != "pageKey")) { { "pageKey", pageKey } };
        return $"{request.PathBase}{request.Path}{query}";
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T|\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex BeginsWithDate();
}
