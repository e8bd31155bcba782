using System.Globalization;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.BulkActions.Deliveries;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recording.Finding;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Bench.Processes;
using Dixa.Webhooks.Bench.Traffic;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>A webhook whose deliveries have all failed and are resent when the application starts.</summary>
internal static class FailedDeliveries
{
    private const int Attempts = 5;

    /// <summary>Fills a new SQLite store, and starts the bulk action.</summary>
    public static async Task ResendAsync(BenchStore store, Uri endpoint, BenchEvents events, int count, CancellationToken cancel)
    {
        await store.FillAsync(Array.Empty<BenchWebhook>(), events, count, cancel);
        var webhook = (await store.CreateAsync([new BenchWebhook(endpoint, BenchEvents.Type)], cancel))[0];
        var id = $"x'{Convert.ToHexString(webhook.ToByteArray(bigEndian: true))}'";

        // It gets nothing but the resends.
        store.Execute($"DELETE FROM subscription_events WHERE subscription_id = {id}");
        store.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            INSERT INTO deliveries (event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at)
            SELECT id, {id}, event_type, {(int)DeliveryState.Failed}, {Attempts}, received_at, received_at, received_at FROM events
            """));
        await using var provider = store.Services()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IHostApplicationLifetime, ApplicationLifetime>()
            .AddAudit().AddRetention().AddRecording().AddDispatch(new ConfigurationBuilder().Build()).AddBulkActions()
            .BuildServiceProvider();
        await provider.OpenStoreAsync();
        var choice = new DeliveryChoice.Matching(new FindQuery { WebhookId = webhook });
        var planned = await provider.GetRequiredService<DeliveryPlanner>().PlanAsync(Actor.System, BulkActionKind.ResendDeliveries, choice, cancel: cancel);
        if (planned is not DeliveryPlanResult.Planned { Plan: var plan } || plan.Count != count)
        {
            throw new BenchException("Not all failed deliveries can be resent.");
        }

        await provider.GetRequiredService<DeliveryActionStarter>().StartAsync(Actor.System, Guid.NewGuid(), plan, cancel);
        store.Settle();
    }
}
