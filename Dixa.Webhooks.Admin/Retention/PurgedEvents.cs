using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Remembers which events may have lost a delivery, so that nobody sends them again because no delivery is found.</summary>
internal static class PurgedEvents
{
    /// <summary>Call it before deliveries of events up to a key are purged.</summary>
    public static Task MarkPurgedAsync(this WebhooksDbContext context, long upTo, CancellationToken stopping) =>
        context.Identity.Where(store => store.PurgedEvents < upTo).ExecuteUpdateAsync(store => store.SetProperty(row => row.PurgedEvents, upTo), stopping);
}
