namespace Dixa.Webhooks.Admin.Retention;

/// <summary>What a run has purged.</summary>
/// <param name="Deliveries">Deliveries, with their attempts.</param>
/// <param name="Events">Events that no delivery needed.</param>
/// <param name="Hours">Hours of statistics.</param>
public sealed record PurgedHistory(long Deliveries, long Events, long Hours)
{
    public static PurgedHistory Nothing { get; } = new(0, 0, 0);

    /// <summary>Events whose content was removed while their deliveries stay.</summary>
    public long Payloads { get; init; }

    public long Rows => Deliveries + Events + Hours + Payloads;

    public static PurgedHistory operator +(PurgedHistory one, PurgedHistory other) =>
        new(one.Deliveries + other.Deliveries, one.Events + other.Events, one.Hours + other.Hours) { Payloads = one.Payloads + other.Payloads };
}
