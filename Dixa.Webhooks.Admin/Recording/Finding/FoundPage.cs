namespace Dixa.Webhooks.Admin.Recording.Finding;

/// <summary>A page of deliveries to any webhook, newest first.</summary>
/// <param name="Rows">The deliveries.</param>
/// <param name="Next">Where the next page starts; null if the search is complete.</param>
/// <param name="SearchedBackTo">
/// The creation time up to which deliveries were compared. Set if the page is not full although older ones may match, because a search stops after some
/// time.
/// </param>
public sealed record FoundPage(IReadOnlyList<FoundDelivery> Rows, FindPosition? Next, DateTimeOffset? SearchedBackTo);

/// <param name="Record">The delivery.</param>
/// <param name="WebhookName">Null if the webhook was removed.</param>
/// <param name="Summary">What the list shows of its event and of its last attempt.</param>
public sealed record FoundDelivery(DeliveryRecord Record, string? WebhookName, DeliverySummary Summary)
{
    /// <summary>The number of the conversation; null if the event has none.</summary>
    public long? Conversation => Summary.Conversation;
}

/// <summary>How many deliveries match.</summary>
/// <param name="Value">Null if they were not counted, because that would take too long.</param>
/// <param name="IsMore">Whether there are more than <see cref="Value"/>.</param>
public sealed record FoundCount(long? Value, bool IsMore)
{
    public static FoundCount NotCounted { get; } = new(null, false);
}
