namespace Dixa.Webhooks.Admin.Retention;

/// <summary>What a run has purged.</summary>
/// <param name="Deliveries">Deliveries, with their attempts.</param>
/// <param name="Events">Events that no delivery needed.</param>
/// <param name="Hours">Hours of statistics.</param>
public sealed record PurgedHistory(long Deliveries, long Events, long Hours)
{
    public static PurgedHistory Nothing { get; } = new(0, 0, 0);
}
