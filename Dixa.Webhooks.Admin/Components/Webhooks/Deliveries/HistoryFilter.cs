using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>What a webhook's deliveries are narrowed to, and which page of them is open, as the address spells it. What is null does not matter.</summary>
public sealed record HistoryFilter
{
    public const string StatusName = "status";
    public const string EventName = "event";
    public const string RangeName = "range";
    public const string FromName = "from";
    public const string ToName = "to";
    public const string SearchName = "q";
    public const string AfterName = "after";
    public const string BeforeName = "before";
    public const string LiveName = "live";

    private const int RowsPerPage = 25;
    private const string NotLive = "off";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm'Z'";

    /// <summary>The name of a <see cref="DeliveryState"/>.</summary>
    public string? Status { get; init; }

    /// <summary>The wire name.</summary>
    public string? Event { get; init; }

    /// <summary>The key of a <see cref="TimeRange"/>, or <see cref="TimeRange.Custom"/>.</summary>
    public string? Range { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: created at this time or later.</summary>
    public string? From { get; init; }

    /// <summary>With <see cref="TimeRange.Custom"/>: created before this time.</summary>
    public string? To { get; init; }

    /// <summary>An event's or a delivery's id.</summary>
    public string? Search { get; init; }

    public string? After { get; init; }

    public string? Before { get; init; }

    /// <summary>Whether the list follows what happens.</summary>
    public string? Live { get; init; }

    public bool IsLive => Live != NotLive;

    public bool IsFirstPage => After is null && Before is null;

    /// <summary>Whether it leaves anything out.</summary>
    public bool Narrows => (Status, Event, Range, Search) is not (null, null, null, null);

    /// <summary>What the address carries of it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters => new Dictionary<string, string?>
    {
        [StatusName] = Status,
        [EventName] = Event,
        [RangeName] = Range,
        [FromName] = Range is TimeRange.Custom ? From : null,
        [ToName] = Range is TimeRange.Custom ? To : null,
        [SearchName] = Search,
        [AfterName] = After,
        [BeforeName] = Before,
        [LiveName] = Live,
    }.Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));

    public static string? WriteTime(DateTimeOffset? time) => time?.ToUniversalTime().ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>Null when it is no time.</summary>
    public static DateTimeOffset? ReadTime(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    /// <summary>The same filter at its first page.</summary>
    public HistoryFilter FromTheNewest() => this with { After = null, Before = null };

    public HistoryFilter PageAfter(DeliveryPosition position) => this with { After = position.ToString(), Before = null };

    public HistoryFilter PageBefore(DeliveryPosition position) => this with { After = null, Before = position.ToString() };

    /// <summary>Nothing left out, from the newest on.</summary>
    public HistoryFilter Cleared() => new() { Live = Live };

    public HistoryFilter Following(bool live) => this with { Live = live ? null : NotLive };

    /// <summary>The query, or what is wrong with it.</summary>
    /// <param name="now">The end of a stretch of time that ends now.</param>
    /// <param name="problem">Null when nothing is wrong.</param>
    public DeliveryQuery? Read(DateTimeOffset now, out FieldError? problem)
    {
        problem = Error();
        if (problem is not null)
        {
            return null;
        }

        var query = new DeliveryQuery
        {
            Limit = RowsPerPage,
            State = Status is null ? null : Enum.Parse<DeliveryState>(Status, ignoreCase: true),
            EventType = Event,
            Since = TimeRange.Find(Range) is { } range ? now - range.Length : Range is null ? null : ReadTime(From),
            Until = Range is TimeRange.Custom ? ReadTime(To) : null,
            After = After is null ? null : DeliveryPosition.Read(After),
            Before = Before is null ? null : DeliveryPosition.Read(Before),
        };
        return Search is null ? query
            : Guid.TryParse(Search, out var eventId) ? query with { EventId = eventId }
            : query with { DeliveryId = ReadKey(Search) };
    }

    private static long? ReadKey(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    private FieldError? Error() => this switch
    {
        { Status: { } status } when !Enum.GetNames<DeliveryState>().Contains(status, StringComparer.OrdinalIgnoreCase) =>
            new(StatusName, $"Status: allowed are {string.Join(", ", Enum.GetNames<DeliveryState>())}."),
        { Event: { } type } when !EventCatalogue.TryFind(type, out _) =>
            new(EventName, $"Event: no event is called {type}."),
        { Range: { } range and not TimeRange.Custom } when TimeRange.Find(range) is null =>
            new(RangeName, $"Time: allowed are {string.Join(", ", TimeRange.All.Select(known => known.Key))} and {TimeRange.Custom}."),
        { Range: TimeRange.Custom, From: { } from } when ReadTime(from) is null =>
            new(FromName, "From: enter a date and a time, for example 2026-03-01T12:00Z."),
        { Range: TimeRange.Custom, To: { } to } when ReadTime(to) is null =>
            new(ToName, "To: enter a date and a time, for example 2026-03-01T12:00Z."),
        { Range: TimeRange.Custom, From: { } from, To: { } to } when ReadTime(from) >= ReadTime(to) =>
            new(ToName, "To: choose a time after From."),
        { Search: { } search } when !Guid.TryParse(search, out _) && ReadKey(search) is null =>
            new(SearchName, "This is no id. Enter an event id, for example 0be2bd61-7e28-4620-87f0-74952725d960, or a delivery's number, for example 42."),
        { After: { } after } when DeliveryPosition.Read(after) is null => new(AfterName, "The address names no page that there is."),
        { Before: { } before } when DeliveryPosition.Read(before) is null => new(BeforeName, "The address names no page that there is."),
        _ => null,
    };
}
