using System.ComponentModel;
using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>The query parameters of the search over all webhooks, as text, so that an error can name the one that cannot be read.</summary>
internal sealed record FindFilter(
    [property: Description("What to find: an event_id, the number of a delivery or a conversation, an e-mail address, a phone number such as +4520123456, the uuid of a person or a message, an IP address, or a part of the name of a webhook or an event. Ignores case.")] string? Q,
    [property: Description("Only deliveries to the webhook with this id.")] string? Webhook,
    [property: Description("Only deliveries of this event, by its name in this API."), EventName] string? Event,
    [property: Description("Only deliveries that are Pending, Delivered, Failed or Cancelled.")] string? Status,
    [property: Description($"Only deliveries whose last attempt ended like this: {OutcomeFilter.Expected}.")] string? Outcome,
    [property: Description("true for test events only, false for others only.")] string? Test,
    [property: Description("Only deliveries created at or after this time.")] string? Since,
    [property: Description("Only deliveries created before this time.")] string? Until,
    [property: Description("Where the page starts; taken from meta.next of the previous page.")] string? PageKey,
    [property: Description("The page size: 1 to 100, by default 50.")] string? PageLimit)
{
    private const int DefaultLimit = 50;

    private static readonly string[] Parameters = ["q", "webhook", "event", "status", "outcome", "test", "since", "until", "pageKey", "pageLimit"];

    /// <summary>Returns the query; null if <paramref name="parameters"/>, the same in raw form, is invalid.</summary>
    public FindQuery? Read(IQueryCollection parameters, out string error)
    {
        var unknownEvent = "";
        string? eventType = null;
        if (Event is not null && EventNames.TryRead(Event, out var type, out unknownEvent))
        {
            eventType = type.Fqn;
        }

        error = Error(parameters) ?? (Event is not null && eventType is null ? $"event: {unknownEvent}" : "");
        if (error.Length > 0)
        {
            return null;
        }

        var query = new FindQuery
        {
            Term = SearchTerm.Read(Q),
            WebhookId = Webhook is null ? null : Guid.Parse(Webhook),
            EventType = eventType,
            State = Status is null ? null : Enum.Parse<DeliveryState>(Status),
            Outcome = Outcome is null ? null : OutcomeFilter.Read(Outcome),
            IsTest = Test is null ? null : Test == "true",
            Since = ListQuery.Time(Since),
            Until = ListQuery.Time(Until),
            After = PageKey is null ? null : FindPosition.Read(PageKey),
            Limit = PageLimit is null ? DefaultLimit : Number(PageLimit)!.Value,
        };
        error = query.IsPageOfAnotherSearch ? ListQuery.InvalidPageKey : "";
        return query.IsPageOfAnotherSearch ? null : query;
    }

    private string? Error(IQueryCollection parameters) => ListQuery.UnknownIn(parameters, Parameters) ?? this switch
    {
        { Q: { Length: > SearchTerm.MaxLength } q } => string.Create(CultureInfo.InvariantCulture, $"q must be at most {SearchTerm.MaxLength} characters (it has {q.Length:N0})."),
        { Webhook: { } webhook } when !Guid.TryParseExact(webhook, "D", out _) => "webhook must be the id of a webhook, a uuid with dashes.",
        { Status: { } status } when !Enum.GetNames<DeliveryState>().Contains(status) => $"status must be one of {string.Join(", ", Enum.GetNames<DeliveryState>())}.",
        { Outcome: { } outcome } when OutcomeFilter.Read(outcome) is null => $"outcome must be {OutcomeFilter.Expected}.",
        { Test: not (null or "true" or "false") } => "test must be true or false.",
        { Since: { } since } when ListQuery.Time(since) is null => ListQuery.InvalidTime("since"),
        { Until: { } until } when ListQuery.Time(until) is null => ListQuery.InvalidTime("until"),
        { Since: { } since, Until: { } until } when ListQuery.Time(since) >= ListQuery.Time(until) => "until must be later than since.",
        { PageLimit: { } limit } when Number(limit) is not (>= 1 and <= FindQuery.MaxPerPage) => $"pageLimit must be between 1 and {FindQuery.MaxPerPage}.",
        { PageKey: { } key } when FindPosition.Read(key) is null => ListQuery.InvalidPageKey,
        _ => null,
    };

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
