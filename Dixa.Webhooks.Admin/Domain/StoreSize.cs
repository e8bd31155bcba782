namespace Dixa.Webhooks.Admin.Domain;

/// <summary>How large the database is.</summary>
/// <param name="Bytes">All of its bytes, with the free part.</param>
/// <param name="FreeBytes">The bytes that new rows can use. Some databases only estimate them.</param>
public sealed record StoreSize(long Bytes, long FreeBytes);

/// <summary>How large a table is.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Rows">Its rows. Some databases only estimate them.</param>
/// <param name="Bytes">Its bytes with its indexes. Some databases only estimate them.</param>
public sealed record TableSize(string Name, long Rows, long Bytes);
