using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dixa.Webhooks.Admin.Storage.Failures;

/// <summary>A transaction that tells when it is committed, and whose commit throws <see cref="StoreUnavailableException"/> if the store failed.</summary>
internal sealed class StoreTransaction(
    IRelationalConnection connection,
    DbTransaction transaction,
    Guid transactionId,
    IDiagnosticsLogger<DbLoggerCategory.Database.Transaction> logger,
    bool transactionOwned,
    ISqlGenerationHelper sql)
    : RelationalTransaction(connection, transaction, transactionId, logger, transactionOwned, sql)
{
    /// <summary>Raised after the commit; never if it fails.</summary>
    public event Action? Committed;

    public override void Commit()
    {
        try
        {
            base.Commit();
        }
        catch (DbException error) when (StoreErrors.IsStoreError(error))
        {
            throw StoreUnavailableException.From(error);
        }

        Committed?.Invoke();
    }

    public override async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await base.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException error) when (StoreErrors.IsStoreError(error))
        {
            throw StoreUnavailableException.From(error);
        }

        Committed?.Invoke();
    }
}
