namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>
/// Corrects times that were stored while the clock was wrong. Deliveries that are due later than the retry delay allows become due at the latest
/// allowed time, and past times that lie in the future are set to now. Returns the number of deliveries. Only for a store that follows the
/// machine's clock.
/// </summary>
/// <param name="Now">The time of the store's clock.</param>
/// <param name="Latest">The latest time at which a delivery can be due.</param>
/// <param name="Margin">Times that are too late by less than this are not changed.</param>
public sealed record LimitDueTimes(DateTimeOffset Now, DateTimeOffset Latest, TimeSpan Margin) : StoreWrite<int>;
