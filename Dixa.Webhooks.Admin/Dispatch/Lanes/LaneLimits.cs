namespace Dixa.Webhooks.Admin.Dispatch.Lanes;

/// <summary>The limits of one lane. Times are in timestamp ticks of the monotonic clock.</summary>
/// <param name="Concurrency">Max requests in flight.</param>
/// <param name="BatchSize">Max deliveries per read.</param>
/// <param name="StaleAfter">Deliveries that were read but not started within this time are put back and read again.</param>
/// <param name="FastWithin">If a batch is used up within this time, the next one may be larger.</param>
/// <param name="RescanAfter">After this time a long backlog is read from its start again.</param>
public sealed record LaneLimits(int Concurrency, int BatchSize, long StaleAfter, long FastWithin, long RescanAfter);
