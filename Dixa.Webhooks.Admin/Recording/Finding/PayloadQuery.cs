using Dixa.Webhooks.Admin.Domain.Events;

namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>What a search of payloads looks for.</summary>
/// <param name="Text">The text.</param>
/// <param name="EventType">The wire name; null for all types.</param>
/// <param name="Since">Accepted at this time or later; null for the start of the history.</param>
/// <param name="Until">Accepted before this time; null for now.</param>
public sealed record PayloadQuery(SearchedText Text, string? EventType, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>How far a search of payloads is.</summary>
/// <param name="Found">What was found since the last report, newest first.</param>
/// <param name="Searched">How many payloads were read since the start of the search.</param>
/// <param name="SearchedBackTo">When the oldest of them was accepted; null before the first.</param>
/// <param name="Fraction">The searched part of the time span, from 0 to 1.</param>
/// <param name="Next">The key of the event before which the search continues; null at its end.</param>
public sealed record PayloadProgress(IReadOnlyList<TimelineEvent> Found, long Searched, DateTimeOffset? SearchedBackTo, double Fraction, long? Next);
