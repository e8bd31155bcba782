namespace Dixa.Webhooks.Admin.Replays;

/// <summary>The events that a webhook missed: they were received in a time span, are no tests, and the webhook has no delivery of them.</summary>
/// <param name="ByType">The counts of each event type that was asked for and has any; null if they could not be counted in time.</param>
/// <param name="Earliest">When the first event was received that can be replayed; null if there are no events.</param>
public sealed record MissedEvents(IReadOnlyList<MissedOfType>? ByType, DateTimeOffset? Earliest)
{
    /// <summary>How many can be sent; null if they could not be counted in time.</summary>
    public int? Count => ByType?.Sum(type => type.Count);

    /// <summary>How many cannot be sent, because their payload was removed.</summary>
    public int Removed => ByType?.Sum(type => type.Removed) ?? 0;
}

/// <param name="Type">A wire name.</param>
/// <param name="Count">How many can be sent.</param>
/// <param name="Removed">How many cannot be sent, because their payload was removed.</param>
public sealed record MissedOfType(string Type, int Count, int Removed);
