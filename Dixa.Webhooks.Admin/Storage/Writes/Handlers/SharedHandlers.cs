namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

/// <summary>The handlers whose SQL every provider understands.</summary>
internal static class SharedHandlers
{
    /// <summary>To avoid deadlocks, every writer locks webhooks before lanes.</summary>
    public static IReadOnlyList<IWriteHandler<WriteSession>> InLockOrder { get; } =
    [
        new UseApiTokenHandler(),
        new CancelPendingHandler(),
        new ClearRemovedHandler(),
        new CancelErasedHandler(),
        new PurgeDeliveriesHandler(),
        new PurgeListedHandler(),
        new PurgeEventsHandler(),
        new PurgeHoursHandler(),
        new PurgeSubjectsHandler(),
        new RemoveContentHandler(),
        new RemoveResponsesHandler(),
        new IndexEventsHandler(),
        new ReturnSpaceHandler(),
        new LeaseLaneHandler(),
        new ReleaseLanesHandler(),
        new ReleaseAllLeasesHandler(),
    ];
}
