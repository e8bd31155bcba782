namespace Dixa.Webhooks.Admin.Domain.Deliveries;

/// <summary>
/// The key of an attempt: its delivery's key and its number in one, 42003 for the third attempt of delivery 42. A delivery's
/// attempts stand together in the store, and no index is needed to find them or to keep a number from being given twice.
/// </summary>
public static class AttemptKey
{
    /// <summary>More than any delivery may have: <c>Dispatch:MaxAttempts</c> is 100 at most.</summary>
    public const int PerDelivery = 1_000;

    /// <param name="deliveryId">The delivery's key.</param>
    /// <param name="number">From 1 to 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is none that a delivery has.</exception>
    public static long Of(long deliveryId, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, PerDelivery);
        return (deliveryId * PerDelivery) + number;
    }

    public static long DeliveryOf(long id) => id / PerDelivery;

    public static int NumberOf(long id) => (int)(id % PerDelivery);

    /// <summary>Where a delivery's attempts begin and end, both included.</summary>
    public static (long First, long Last) Range(long deliveryId) => (deliveryId * PerDelivery, (deliveryId * PerDelivery) + PerDelivery - 1);
}
