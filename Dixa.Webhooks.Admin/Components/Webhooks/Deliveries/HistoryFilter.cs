using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>The filter and the page of a webhook's deliveries, as text from the URL. Null means no restriction.</summary>
public sealed record HistoryFilter
{
    public const string StatusName = "status";
    public const string EventName = "event";
    public const string RangeName = ChosenTimes.RangeName;
    public const string FromName = ChosenTimes.FromName;
    public const string ToName = ChosenTimes.ToName;
    public const string SearchName = "q";
    public const string AfterName = "after";
    public const string BeforeName = "before";
    public const string LiveName = "live";

    private const string NotLive = "off";

    /// <summary>The name of a <see cref="DeliveryState"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The wire name of an event type.</summary>
    public string? Event { get; init; }

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

    /// <summary>An event ID or a delivery number.</summary>
    public string? Search { get; init; }

    public string? After { get; init; }

    /// <summary>See <see cref="PageSize"/>.</summary>
    public string? Size { get; init; }

    public string? Before { get; init; }

    /// <summary>Whether the list updates live: null, or "off".</summary>
    public string? Live { get; init; }

    public bool IsLive => Live != NotLive;

    public bool IsFirstPage => After is null && Before is null;

    /// <summary>Whether the filter excludes any delivery.</summary>
    public bool IsRestricted => (Status, Event, Range, Search) is not (null, null, null, null);

    /// <summary>The query parameters of the URL.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters => new Dictionary<string, string?>
    {
        [StatusName] = Status,
        [EventName] = Event,
        [RangeName] = Range,
        [FromName] = Range is TimeRange.Custom ? From : null,
        [ToName] = Range is TimeRange.Custom ? To : null,
        [SearchName] = Search,
        [AfterName] = After,
        [PageSize.Name] = Size,
        [BeforeName] = Before,
        [LiveName] = Live,
    }.Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));

    /// <summary>The first page of this filter.</summary>
    public HistoryFilter FromTheNewest() => this with { After = null, Before = null };

    public HistoryFilter PageAfter(DeliveryPosition position) => this with { After = position.ToString(), Before = null };

    public HistoryFilter PageBefore(DeliveryPosition position) => this with { After = null, Before = position.ToString() };

    /// <summary>The first page without any restriction.</summary>
    public HistoryFilter Cleared() => new() { Live = Live, Size = Size };

    public HistoryFilter Following(bool live) => this with { Live = live ? null : NotLive };

    /// <summary>The query; null with an error when the filter is invalid.</summary>
    public DeliveryQuery? Read(DateTimeOffset now, out FieldError? error)
    {
        error = Validate();
        if (error is not null)
        {
            return null;
        }

        var query = new DeliveryQuery
        {
            Limit = PageSize.Read(Size),
            State = Status is null ? null : Enum.Parse<DeliveryState>(Status, ignoreCase: true),
            EventType = Event,
            Since = Times.Since(now),
            Until = Times.Until,
            After = After is null ? null : DeliveryPosition.Read(After),
            Before = Before is null ? null : DeliveryPosition.Read(Before),
        };
        return Search is null ? query
            : Guid.TryParse(Search, out var eventId) ? query with { EventId = eventId }
            : query with { DeliveryId = ReadKey(Search) };
    }

    private static long? ReadKey(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    private FieldError? Validate() => this switch
    {
        { Status: { } status } when !Enum.GetNames<DeliveryState>().Contains(status, StringComparer.OrdinalIgnoreCase) =>
            new(StatusName, $"Status must be one of {string.Join(", ", Enum.GetNames<DeliveryState>())}."),
        { Event: { } type } when !EventCatalogue.TryFind(type, out _) =>
            new(EventName, $"Event is not valid. There is no event named {type}."),
        _ when Times.Error is { } error => error,
        { Search: { } search } when !Guid.TryParse(search, out _) && ReadKey(search) is null =>
            new(SearchName, "This isn't an event ID or a delivery number. Enter an event ID, for example 0be2bd61-7e28-4620-87f0-74952725d960, or a delivery number, for example 42."),
        { After: { } after } when DeliveryPosition.Read(after) is null => new(AfterName, "The page in the URL does not exist."),
        { Before: { } before } when DeliveryPosition.Read(before) is null => new(BeforeName, "The page in the URL does not exist."),
        _ => null,
    };
}
