namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>Returns a small part of the database's free space to the file system. Returns how many bytes; 0 if there is nothing to return.</summary>
public sealed record ReturnSpace : StoreWrite<long>;
