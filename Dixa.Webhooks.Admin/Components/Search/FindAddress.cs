using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>The search, the filters and the page of all deliveries, as text from the URL. Null means no restriction.</summary>
public sealed record FindAddress
{
    public const string SearchName = "q";
    public const string WebhookName = "webhook";
    public const string EventName = "event";
    public const string StatusName = "status";
    public const string OutcomeName = "outcome";
    public const string TestName = "test";
    public const string RangeName = ChosenTimes.RangeName;
    public const string FromName = ChosenTimes.FromName;
    public const string ToName = ChosenTimes.ToName;
    public const string AfterName = "after";

    /// <summary>See <see cref="SearchTerm"/>.</summary>
    public string? Search { get; init; }

    /// <summary>The id of a webhook.</summary>
    public string? Webhook { get; init; }

    /// <summary>The wire name of an event type.</summary>
    public string? Event { get; init; }

    /// <summary>The name of a <see cref="DeliveryState"/>.</summary>
    public string? Status { get; init; }

    /// <summary>See <see cref="OutcomeFilter"/>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Test events only ("true"), or others only ("false").</summary>
    public string? Test { get; init; }

    /// <summary>The key of a <see cref="TimeRange"/>, or <see cref="TimeRange.Custom"/>.</summary>
    public string? Range { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: created at this time or later.</summary>
    public string? From { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: created before this time.</summary>
    public string? To { get; init; }

    public ChosenTimes Times
    {
        get => new(Range, From, To);
        init => (Range, From, To) = value;
    }

    public string? After { get; init; }

    /// <summary>See <see cref="PageSize"/>.</summary>
    public string? Size { get; init; }

    /// <summary>Whether anything but the page restricts the list.</summary>
    public bool IsRestricted => this with { After = null, Size = null } != new FindAddress();

    /// <summary>Whether a filter next to the search restricts the list.</summary>
    public bool HasFilters => this with { After = null, Size = null, Search = null } != new FindAddress();

    /// <summary>The query parameters of the URL.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters => new Dictionary<string, string?>
    {
        [SearchName] = Search,
        [WebhookName] = Webhook,
        [EventName] = Event,
        [StatusName] = Status,
        [OutcomeName] = Outcome,
        [TestName] = Test,
        [RangeName] = Range,
        [FromName] = Range is TimeRange.Custom ? From : null,
        [ToName] = Range is TimeRange.Custom ? To : null,
        [AfterName] = After,
        [PageSize.Name] = Size,
    }.Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));

    public static FindAddress Of(IQueryCollection query) => new()
    {
        Search = Value(query, SearchName),
        Webhook = Value(query, WebhookName),
        Event = Value(query, EventName),
        Status = Value(query, StatusName),
        Outcome = Value(query, OutcomeName),
        Test = Value(query, TestName),
        Range = Value(query, RangeName),
        From = Value(query, FromName),
        To = Value(query, ToName),
        Size = Value(query, PageSize.Name),
    };

    /// <summary>The first page of this search.</summary>
    public FindAddress FromTheNewest() => this with { After = null };

    /// <summary>The query; null with an error when the filter is invalid.</summary>
    public FindQuery? Read(DateTimeOffset now, out FieldError? error)
    {
        error = Validate();
        if (error is not null)
        {
            return null;
        }

        var query = new FindQuery
        {
            Term = SearchTerm.Read(Search),
            WebhookId = Webhook is null ? null : Guid.Parse(Webhook),
            EventType = Event,
            State = Status is null ? null : Enum.Parse<DeliveryState>(Status, ignoreCase: true),
            Outcome = Outcome is null ? null : OutcomeFilter.Read(Outcome),
            IsTest = Test is null ? null : bool.Parse(Test),
            Since = Times.Since(now),
            Until = Times.Until,
            After = After is null ? null : FindPosition.Read(After),
            Limit = PageSize.Read(Size),
        };
        error = query.IsPageOfAnotherSearch ? UnknownPage : null;
        return error is null ? query : null;
    }

    private static FieldError UnknownPage => new(AfterName, "The page in the URL does not exist.");

    private static string? Value(IQueryCollection query, string name) => query[name].FirstOrDefault() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private FieldError? Validate() => this switch
    {
        { Search.Length: > SearchTerm.MaxLength } =>
            new(SearchName, string.Create(CultureInfo.InvariantCulture, $"The search must be at most {SearchTerm.MaxLength} characters (it has {Search.Length:N0}).")),
        { Webhook: { } webhook } when !Guid.TryParse(webhook, out _) => new(WebhookName, "Webhook is not valid. Choose one from the list."),
        { Event: { } type } when !EventCatalogue.TryFind(type, out _) => new(EventName, "Event is not valid. Choose one from the list."),
        { Status: { } status } when !Enum.GetNames<DeliveryState>().Contains(status, StringComparer.OrdinalIgnoreCase) =>
            new(StatusName, $"Status must be one of {string.Join(", ", Enum.GetNames<DeliveryState>())}."),
        { Outcome: { } outcome } when OutcomeFilter.Read(outcome) is null => new(OutcomeName, $"Last attempt must be {OutcomeFilter.Expected}."),
        { Test: { } test } when !bool.TryParse(test, out _) => new(TestName, "Test events must be true or false."),
        _ when Times.Error is { } error => error,
        { After: { } after } when FindPosition.Read(after) is null => UnknownPage,
        _ => null,
    };
}
