using Dixa.Webhooks.Admin.Storage.Clocks;

namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="MoveDueTimes"/>.</summary>
/// <param name="Deliveries">The number of deliveries that were moved.</param>
/// <param name="LastAttemptId">Attempts up to this one have times of the old clock; 0 if there are none.</param>
public sealed record MovedDueTimes(int Deliveries, long LastAttemptId);

/// <summary>
/// Moves future due times together with a clock that was set, so that each pending delivery waits as long as before. After a step back it also
/// moves past times that would now lie in the future; otherwise later attempts would count as older. Only for a store that follows the
/// machine's clock.
/// </summary>
/// <param name="Step">How the clock was set. After a step back the clock follows within this write, so that no time of the new clock is moved.</param>
public sealed record MoveDueTimes(ClockStep Step) : StoreWrite<MovedDueTimes>;
