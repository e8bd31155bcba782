using Dixa.Webhooks.Admin.Domain.Audit;

namespace Dixa.Webhooks.Admin.Storage.Tables;

/// <summary>The single row with the audit log's key, and with the ends of its chain of hashes.</summary>
public sealed class StoredAuditChain
{
    public int Id { get; init; } = 1;

    /// <summary>Encrypted in the database.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The first row that is kept. The rows before it were purged.</summary>
    public required long FirstId { get; init; }

    /// <summary>The hash of the row before <see cref="FirstId"/>.</summary>
    public required byte[] Anchor { get; init; }

    /// <summary>The last row, or the row before <see cref="FirstId"/> if there are none.</summary>
    public required long LastId { get; init; }

    public required byte[] LastHash { get; init; }

    /// <summary>The hash over the ends: see <see cref="AuditHash.OfEnds"/>.</summary>
    public required byte[] EndsHash { get; init; }

    /// <summary>The same chain with other ends.</summary>
    public StoredAuditChain With(long firstId, byte[] anchor, long lastId, byte[] lastHash) => new()
    {
        Key = Key,
        FirstId = firstId,
        Anchor = anchor,
        LastId = lastId,
        LastHash = lastHash,
        EndsHash = AuditHash.OfEnds(Key, firstId, anchor, lastId, lastHash),
    };
}
