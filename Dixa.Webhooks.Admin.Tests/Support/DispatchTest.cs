using System.Text;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A test that publishes events and lets the lanes deliver them to endpoints on loopback.</summary>
public abstract class DispatchTest : StoreTest
{
    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Dispatch:AllowedNetworks:0"] = "127.0.0.0/8",
    };

    private static Organization Organization { get; } = new(Guid.Parse("7b2f1f3c-5f0e-4a53-9a3c-0c9a5a6d1e42"), "Dixa");

    /// <summary>Adds a webhook for conversation-created events.</summary>
    protected Task<Guid> AddWebhookAsync(string url) => Store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (url, ["CONVERSATION_CREATED"]));

    /// <summary>Publishes events, like the endpoint.</summary>
    protected Task PublishAsync(int count = 1, string? data = null)
    {
        var body = $"[{string.Join(',', Enumerable.Repeat($$"""{"event_fqn":"CONVERSATION_CREATED","data":{{data ?? SampleData.Of()}}}""", count))}]";
        var read = EventReader.Read(Encoding.UTF8.GetBytes(body), Organization, IngestValidation.Strict, Store.Service<TimeProvider>().GetUtcNow(), out var rejection);
        Assert.Null(rejection);
        return Store.Service<EventIntake>().StoreAsync(read!.Events);
    }

    /// <summary>Runs waiting jobs until there are none and no request is in flight.</summary>
    protected Task RunAsync() => Store.Jobs.RunLanesAsync(Store);

    /// <summary>Advances the clock and wakes the lane, like its scheduled job.</summary>
    protected async Task GoOnAsync(TimeSpan time, Guid webhook)
    {
        Store.Time.Advance(time);
        Store.Service<Dispatch.Lanes.LaneRegistry>().Wake(webhook);
        await RunAsync();
    }

    protected async Task<IReadOnlyList<Delivery>> DeliveriesAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.AsNoTracking().OrderBy(delivery => delivery.Id).ToListAsync(Cancel);
    }

    protected async Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Attempts.AsNoTracking().OrderBy(attempt => attempt.Id).ToListAsync(Cancel);
    }
}
