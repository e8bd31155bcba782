using System.Globalization;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Components.Search;

/// <summary>A search of payloads, as text from the URL. Null means no restriction.</summary>
/// <param name="Text">See <see cref="SearchedText"/>.</param>
/// <param name="Event">The wire name of an event type.</param>
/// <param name="Times">When the event was accepted.</param>
public sealed record PayloadSearchAddress(string? Text, string? Event, ChosenTimes Times)
{
    public const string TextName = FindAddress.SearchName;
    public const string EventName = FindAddress.EventName;

    /// <summary>The query parameters of the URL.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Parameters => new Dictionary<string, string?>
    {
        [TextName] = Text,
        [EventName] = Event,
        [ChosenTimes.RangeName] = Times.Range,
        [ChosenTimes.FromName] = Times.Range is TimeRange.Custom ? Times.From : null,
        [ChosenTimes.ToName] = Times.Range is TimeRange.Custom ? Times.To : null,
    }.Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value));

    /// <summary>A search in the last day.</summary>
    public static PayloadSearchAddress Of(string? text) => new(text, null, new ChosenTimes(TimeRange.Day.Key, null, null));

    /// <summary>The query; null with an error when a field is invalid.</summary>
    public PayloadQuery? Read(DateTimeOffset now, out FieldError? error)
    {
        var text = SearchedText.Read(Text);
        error = this switch
        {
            _ when text is null =>
                new(TextName, string.Create(CultureInfo.InvariantCulture, $"Text must have {SearchedText.MinLength} to {SearchedText.MaxLength} characters.")),
            { Event: { } type } when !EventCatalogue.TryFind(type, out _) => new(EventName, "Event is not valid. Choose one from the list."),
            _ => Times.Error,
        };
        return error is null ? new PayloadQuery(text!, Event, Times.Since(now), Times.Until) : null;
    }
}
