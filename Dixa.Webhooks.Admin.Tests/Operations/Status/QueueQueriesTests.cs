using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

public class QueueQueriesTests : StoreTest
{
    private QueueQueries Queue => Store.Service<QueueQueries>();

    [Fact]
    public async Task An_empty_store_has_nothing_that_waits()
    {
        await Store.CreateWebhookAsync();

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((TimeSpan.Zero, 0, 0, 0), (queue.OldestDue, queue.Due, queue.Pending, queue.Lanes.Count));
    }

    [Fact]
    public async Task The_oldest_due_delivery_of_an_enabled_webhook_counts()
    {
        var (slow, fast, disabled) = (await NamedAsync("Slow"), await NamedAsync("Fast"), await NamedAsync("Disabled"));
        await Store.Changes.SetEnabledAsync(Actors.Administrator, disabled, 1, enabled: false, Cancel);
        var now = Store.Time.GetUtcNow();
        await Store.DeliveryAsync(slow, dueAt: now.AddMinutes(-3));
        await Store.DeliveryAsync(slow, dueAt: now.AddMinutes(-2));
        await Store.DeliveryAsync(slow, dueAt: now.AddMinutes(1));
        await Store.DeliveryAsync(fast, dueAt: now.AddSeconds(-10));
        await Store.DeliveryAsync(fast, dueAt: now.AddHours(-5), state: DeliveryState.Delivered);
        await Store.DeliveryAsync(disabled, dueAt: now.AddHours(-5));

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((TimeSpan.FromMinutes(3), 3, 5), (queue.OldestDue, queue.Due, queue.Pending));
        Assert.Equal([("Slow", TimeSpan.FromMinutes(3)), ("Fast", TimeSpan.FromSeconds(10))], queue.Lanes.Select(lane => (lane.Name, lane.OldestDue)));
        Assert.Equal(0, queue.MoreLanes);
    }

    [Fact]
    public async Task A_webhook_that_is_merely_busy_is_counted_but_not_listed()
    {
        await Store.DeliveryAsync(await NamedAsync("Busy"), dueAt: Store.Time.GetUtcNow().AddSeconds(-4));

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((TimeSpan.FromSeconds(4), 1), (queue.OldestDue, queue.Due));
        Assert.Empty(queue.Lanes);
    }

    [Fact]
    public async Task Only_the_worst_are_listed_and_the_others_counted()
    {
        for (var i = 1; i <= QueueStatus.MaxLanes + 3; i++)
        {
            await Store.DeliveryAsync(await NamedAsync($"Webhook {i}"), dueAt: Store.Time.GetUtcNow().AddMinutes(-i));
        }

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((QueueStatus.MaxLanes, 3), (queue.Lanes.Count, queue.MoreLanes));
        Assert.Equal($"Webhook {QueueStatus.MaxLanes + 3}", queue.Lanes[0].Name);
    }

    [Fact]
    public async Task Counts_stop_at_the_limit()
    {
        var webhook = await NamedAsync("Backlog");
        await Store.DeliveryAsync(webhook, dueAt: Store.Time.GetUtcNow().AddMinutes(-1));
        await using var context = await Store.ContextAsync();
        for (var count = 1; count <= QueueStatus.MaxCounted; count *= 2)
        {
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO deliveries (event_key, subscription_id, event_type, state, created_at, due_at, attempts, is_test) SELECT event_key, subscription_id, event_type, state, created_at, due_at, attempts, is_test FROM deliveries", Cancel);
        }

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((QueueStatus.MaxCounted + 1, QueueStatus.MaxCounted + 1), (queue.Due, queue.Pending));
    }

    [Fact]
    public async Task The_process_with_the_lease_is_named()
    {
        var webhook = await NamedAsync("Leased");
        await Store.DeliveryAsync(webhook, dueAt: Store.Time.GetUtcNow().AddMinutes(-1));
        var now = Store.Time.GetUtcNow();
        await Store.Service<GroupCommit>().CommitAsync(new LeaseLane(webhook, Store.Service<NodeIdentity>().Id, now, now.AddSeconds(30)));

        var lane = Assert.Single((await Queue.ReadAsync(Cancel)).Lanes);

        Assert.Equal((LaneWait.Lease, $"{Environment.MachineName}:{Environment.ProcessId}", now.AddSeconds(30)), (lane.Wait, lane.Process, lane.LeaseEnds));
    }

    [Fact]
    public async Task Attempts_of_the_last_minutes_are_counted()
    {
        var counter = Store.Service<AttemptCounter>();
        counter.Add(succeeded: true);
        Store.Time.Advance(TimeSpan.FromMinutes(10));
        counter.Add(succeeded: true);
        counter.Add(succeeded: false);

        var queue = await Queue.ReadAsync(Cancel);

        Assert.Equal((new AttemptSum(1, 1), new AttemptSum(2, 1)), (queue.LastFiveMinutes, queue.LastHour));
    }

    private Task<Guid> NamedAsync(string name) => Store.CreateWebhookAsync(draft => draft.Name = name);
}

[OnPostgres]
public sealed class QueueQueriesTestsOnPostgres : QueueQueriesTests
{
    [Fact]
    public async Task A_lease_of_a_process_that_does_not_report_is_recognized()
    {
        var webhook = await Store.CreateWebhookAsync();
        var now = Store.Time.GetUtcNow();
        await Store.DeliveryAsync(webhook, dueAt: now.AddMinutes(-1));
        await Store.Service<GroupCommit>().CommitAsync(new LeaseLane(webhook, Guid.NewGuid(), now, now.AddSeconds(30)));

        var leased = Assert.Single((await Store.Service<QueueQueries>().ReadAsync(Cancel)).Lanes);
        Store.Time.Advance(TimeSpan.FromSeconds(31));
        var expired = Assert.Single((await Store.Service<QueueQueries>().ReadAsync(Cancel)).Lanes);

        Assert.Equal((LaneWait.LeaseOfSilentProcess, LaneWait.NotTaken), (leased.Wait, expired.Wait));
    }
}
