using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Tables;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Does one kind of bulk action.</summary>
public interface IBulkActionHandler
{
    BulkActionKind Kind { get; }

    /// <summary>
    /// Acts on the next rows. The rows and the action's new position and counts must be in one commit, which stores nothing if the action has moved or
    /// stopped in the meantime.
    /// </summary>
    /// <param name="action">As it is in the store.</param>
    /// <param name="max">Max rows to act on.</param>
    /// <param name="cancel">The application is stopping.</param>
    Task<BulkStep> StepAsync(StoredBulkAction action, int max, CancellationToken cancel);

    /// <summary>What the audit log says when the action has ended, with its final state and counts.</summary>
    Activity Ended(StoredBulkAction action);

    /// <summary>Deletes what only a running action needs, in the transaction that ends it.</summary>
    Task CleanUpAsync(WebhooksDbContext context, StoredBulkAction action, CancellationToken cancel);
}
