using System.ComponentModel;
using System.Globalization;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Api.Audit;

/// <summary>The query parameters of the audit log, as text, so that an error can name the one that cannot be read.</summary>
internal sealed record AuditFilter(
    [property: Description("Only rows of this actor: an id, or a part of the name in any case.")] string? Actor,
    [property: Description("Only rows of this action.")] string? Action,
    [property: Description("Only rows of this target: an id, or a part of the name in any case.")] string? Target,
    [property: Description("Only rows at or after this time.")] string? Since,
    [property: Description("Only rows before this time.")] string? Until,
    [property: Description("Where the page starts; taken from meta.next of the previous page.")] string? PageKey,
    [property: Description("The page size: 1 to 100, by default 50.")] string? PageLimit)
{
    private const int DefaultLimit = 50;

    private static readonly string[] Parameters = ["actor", "action", "target", "since", "until", "pageKey", "pageLimit"];

    /// <summary>Returns the query; null if <paramref name="parameters"/>, the same in raw form, is invalid.</summary>
    public AuditQuery? Read(IQueryCollection parameters, out string error)
    {
        error = Error(parameters) ?? "";
        return error.Length > 0 ? null : new AuditQuery
        {
            Actor = string.IsNullOrWhiteSpace(Actor) ? null : Actor.Trim(),
            Action = Action is null ? null : Enum.Parse<AuditAction>(Action),
            Target = string.IsNullOrWhiteSpace(Target) ? null : Target.Trim(),
            Since = ListQuery.Time(Since),
            Until = ListQuery.Time(Until),
            Limit = PageLimit is null ? DefaultLimit : (int)Number(PageLimit)!,
            Before = Number(PageKey),
        };
    }

    private string? Error(IQueryCollection parameters) => ListQuery.UnknownIn(parameters, Parameters) ?? this switch
    {
        { Action: { } action } when !Enum.GetNames<AuditAction>().Contains(action) => $"action must be one of {string.Join(", ", Enum.GetNames<AuditAction>())}.",
        { Since: { } since } when ListQuery.Time(since) is null => ListQuery.InvalidTime("since"),
        { Until: { } until } when ListQuery.Time(until) is null => ListQuery.InvalidTime("until"),
        { Since: { } since, Until: { } until } when ListQuery.Time(since) >= ListQuery.Time(until) => "until must be later than since.",
        { PageLimit: { } limit } when Number(limit) is not (>= 1 and <= AuditQuery.MaxPerPage) => $"pageLimit must be between 1 and {AuditQuery.MaxPerPage}.",
        { PageKey: { } key } when Number(key) is null => ListQuery.InvalidPageKey,
        _ => null,
    };

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
