namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Deletes the responses of attempts. Returns how many. Other writes wait in the meantime, so the list must be short.</summary>
public sealed record RemoveResponses(IReadOnlyList<long> Attempts) : StoreWrite<int>;
