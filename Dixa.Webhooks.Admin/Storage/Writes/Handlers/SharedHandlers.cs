namespace Dixa.Webhooks.Admin.Storage.Writes.Handlers;

/// <summary>The handlers whose SQL every provider understands.</summary>
internal static class SharedHandlers
{
    /// <summary>These lock webhooks. To avoid deadlocks, every writer locks webhooks before lanes.</summary>
    public static IReadOnlyList<IWriteHandler<WriteSession>> OfWebhooks { get; } =
    [
        new CancelErasedHandler(),
        new PurgeDeliveriesHandler(),
        new PurgeListedHandler(),
        new RemoveContentHandler(),
        new ResendListedHandler(),
        new CancelListedHandler(),
    ];

    /// <summary>The others, in the order of their locks.</summary>
    public static IReadOnlyList<IWriteHandler<WriteSession>> InLockOrder { get; } =
    [
        new UseApiTokenHandler(),
        new CancelPendingHandler(),
        new ClearRemovedHandler(),
        new PurgeEventsHandler(),
        new PurgeHoursHandler(),
        new PurgeSubjectsHandler(),
        new RemoveResponsesHandler(),
        new IndexEventsHandler(),
        new ReturnSpaceHandler(),
        new ProbeStoreHandler(),
        new LeaseLaneHandler(),
        new ReleaseLanesHandler(),
        new ReleaseAllLeasesHandler(),
    ];
}
