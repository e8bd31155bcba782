namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

internal sealed class ProbeStoreHandler : WriteHandler<WriteSession, ProbeStore, bool>
{
    // No other transaction sees this row. The key of the other rows is a day.
    private const string Insert = "INSERT INTO store_sizes (day, at, bytes, free_bytes, tables) VALUES (@key, 0, 0, 0, @filler)";
    private const string Delete = "DELETE FROM store_sizes WHERE day = @key";

    /// <summary>Larger than a page, so that the database needs room.</summary>
    private static readonly string Filler = new('x', 8_192);

    protected override bool Store(WriteSession session, ProbeStore write)
    {
        session.Execute(Insert, ("@key", write.Key), ("@filler", Filler));
        return session.Execute(Delete, ("@key", write.Key)) > 0;
    }
}
