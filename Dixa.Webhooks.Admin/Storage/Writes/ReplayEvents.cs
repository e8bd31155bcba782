namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>The result of <see cref="ReplayEvents"/>.</summary>
/// <param name="Added">How many events have a new delivery.</param>
/// <param name="Skipped">How many have none, because their content or they themselves were removed, or the webhook has a delivery of them already.</param>
public sealed record EventsReplayed(int Added, int Skipped);

/// <summary>
/// A step of a replay: adds deliveries of stored events to a webhook, due now and in the order of the list, and never a second one. Null if the webhook is
/// disabled or removed, or the replay has moved or stopped in the meantime; then nothing is stored. Other writes wait in the meantime, so the list must be
/// short.
/// </summary>
/// <param name="ReplayId">The bulk action.</param>
/// <param name="SubscriptionId">The webhook.</param>
/// <param name="Events">The keys of the events.</param>
/// <param name="From">How far the replay was: every event up to this key is done.</param>
/// <param name="To">How far it is after this step.</param>
/// <param name="Now">The current time.</param>
public sealed record ReplayEvents(Guid ReplayId, Guid SubscriptionId, IReadOnlyList<long> Events, long From, long To, DateTimeOffset Now) : StoreWrite<EventsReplayed?>;
