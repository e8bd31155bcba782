using System.Globalization;
using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Domain.Replays;

/// <summary>Which missed events to send to a webhook, as someone asks for it.</summary>
/// <param name="Since">The start of the span, inclusive. It may be before the webhook was created.</param>
public sealed record ReplayDraft(DateTimeOffset? Since)
{
    public const int MinPerSecond = 1;
    public const int MaxPerSecond = 1_000;
    public const int DefaultPerSecond = 50;

    /// <summary>The end of the span, exclusive; null for now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The event types; null for those that the webhook subscribes to. It need not subscribe to them.</summary>
    public IReadOnlyCollection<EventType>? Events { get; init; }

    /// <summary>Only this event of the span; null for all.</summary>
    public Guid? EventId { get; init; }

    /// <summary>The max number of events per second; null for <see cref="DefaultPerSecond"/>.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Returns the plan; null if something is invalid.</summary>
    /// <param name="subscribed">The wire names of the event types that the webhook subscribes to.</param>
    /// <param name="now">The current time.</param>
    /// <param name="errors">The invalid fields.</param>
    public ReplayPlan? Check(IReadOnlyCollection<string> subscribed, DateTimeOffset now, out IReadOnlyList<FieldError> errors)
    {
        var types = EventCatalogue.All.Select(type => type.Fqn).Where(fqn => Events?.Any(type => type.Fqn == fqn) ?? subscribed.Contains(fqn)).ToList();
        errors = [.. Errors(types, now)];
        return errors.Count == 0 ? new ReplayPlan(Since!.Value, Until > now ? null : Until, types, PerSecond ?? DefaultPerSecond, EventId) : null;
    }

    private IEnumerable<FieldError> Errors(List<string> types, DateTimeOffset now)
    {
        if (Since is null)
        {
            yield return new FieldError("since", "A time is required, for example 2026-03-01T12:00:00Z.");
        }
        else if (Since > now)
        {
            yield return new FieldError("since", $"The time must not be in the future. It is now {Utc(now)}.");
        }
        else if (Until <= Since)
        {
            yield return new FieldError("until", "The end must be later than the start.");
        }

        if (types.Count == 0)
        {
            yield return new FieldError("events", Events is null ? "The webhook subscribes to no event. Choose at least one." : "Choose at least one event.");
        }

        if (PerSecond is < MinPerSecond or > MaxPerSecond)
        {
            yield return new FieldError("perSecond", string.Create(CultureInfo.InvariantCulture, $"The rate must be between {MinPerSecond} and {MaxPerSecond} events per second."));
        }
    }

    private static string Utc(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
