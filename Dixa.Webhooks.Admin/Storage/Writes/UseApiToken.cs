namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Records when a token was last used. Part of the hot path, since every publish request uses a token. Returns true if the time is newer.</summary>
public sealed record UseApiToken(Guid Id, DateTimeOffset Now) : StoreWrite<bool>;
