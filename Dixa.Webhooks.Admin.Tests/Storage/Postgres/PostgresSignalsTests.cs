using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Two processes that share a database, simulated within one.</summary>
[OnPostgres]
public sealed class PostgresSignalsTests : StoreTest
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    protected override bool OwnKeys => true;

    [Fact]
    public async Task What_one_process_records_refreshes_the_screens_of_the_other()
    {
        await using var other = await ConnectedAsync();
        var (webhook, heard) = (Guid.NewGuid(), 0);
        using var screen = other.Service<DeliveryFeed>().Subscribe(webhook, () =>
        {
            Interlocked.Increment(ref heard);
            return Task.CompletedTask;
        });

        Store.Service<DeliveryFeed>().Publish(Guid.NewGuid());
        Store.Service<DeliveryFeed>().Publish(webhook);

        await Eventually.BecomesTrueAsync(() => Volatile.Read(ref heard) == 1, "the other process hears of it");
    }

    [Fact]
    public async Task A_lane_that_another_process_holds_is_woken_there()
    {
        await using var other = await ConnectedAsync();
        other.Service<LaneRegistry>().Listen();
        var webhook = await Store.CreateWebhookAsync();
        var now = Store.Time.GetUtcNow();
        Assert.True((await other.Service<GroupCommit>().CommitAsync(new LeaseLane(webhook, other.Service<NodeIdentity>().Id, now, now + Lease)))!.Held);
        await Store.DeliveryAsync(webhook);

        // The first wake finds out which process holds the lane, and later ones are sent there directly.
        Store.Service<LaneRegistry>().Wake(webhook);
        await Store.Make<LaneJob>().RunAsync(webhook, Cancel);
        await Eventually.BecomesTrueAsync(() => other.Jobs.Lanes.Contains(webhook), "the holder is woken");

        Assert.Equal(0, Store.Service<DispatchLoad>().InFlight);
        var before = Store.Jobs.Lanes.Count;
        Store.Time.Advance(Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(before + 1, Store.Jobs.Lanes.Count);
    }

    [Fact]
    public async Task A_change_puts_back_what_the_other_process_has_taken()
    {
        await using var other = await ConnectedAsync();
        other.Service<LaneRegistry>().Listen();
        var webhook = await Store.CreateWebhookAsync();
        var lane = other.Service<LaneRegistry>().Of(webhook);
        var room = lane.PlanRead(Store.Time.GetUtcNow(), 0);

        Store.Service<LaneRegistry>().Changed(webhook);

        await Eventually.BecomesTrueAsync(() => lane.PlanRead(Store.Time.GetUtcNow(), 0).Changes > room.Changes, "the other process hears of the change");
    }

    [Fact]
    public async Task Processes_that_claim_lanes_at_once_get_different_ones()
    {
        var webhooks = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            webhooks.Add(await Store.CreateWebhookAsync());
            await Store.DeliveryAsync(webhooks[i]);
        }

        var idle = await Store.CreateWebhookAsync();
        var later = await Store.CreateWebhookAsync();
        await Store.DeliveryAsync(later, dueAt: Store.Time.GetUtcNow() + TimeSpan.FromMinutes(1));
        var now = Store.Time.GetUtcNow();
        var lanes = Store.Service<PostgresLanes>();

        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => lanes.ClaimAsync(Guid.NewGuid(), now, now + Lease, 2, Cancel)));

        Assert.Equal(webhooks.Order(), claims.SelectMany(claim => claim).Select(lane => lane.SubscriptionId).Order());
        Assert.DoesNotContain(idle, claims.SelectMany(claim => claim).Select(lane => lane.SubscriptionId));
        Assert.DoesNotContain(claims.SelectMany(claim => claim), lane => lane.TakenOver);
        Assert.Empty(await lanes.ClaimAsync(Guid.NewGuid(), now + Lease - TimeSpan.FromTicks(1), now + (2 * Lease), 20, Cancel));
        var takenOver = await lanes.ClaimAsync(Guid.NewGuid(), now + Lease, now + (2 * Lease), 20, Cancel);
        Assert.Equal(12, takenOver.Count(lane => lane.TakenOver));
    }

    [Fact]
    public async Task What_one_process_encrypts_the_other_decrypts()
    {
        var webhook = await Store.CreateWebhookAsync();
        await using var other = Store.AsAnotherProcess();

        Assert.Equal((await Store.WebhookAsync(webhook)).Secret.Reveal(), (await other.WebhookAsync(webhook)).Secret.Reveal());
        var cookie = Store.Service<IDataProtectionProvider>().CreateProtector("cookie").Protect("signed in");
        Assert.Equal("signed in", other.Service<IDataProtectionProvider>().CreateProtector("cookie").Unprotect(cookie));
    }

    [Fact]
    public async Task The_stores_clock_is_the_databases()
    {
        var clock = Store.Service<StoreClock>();

        // As if the system clock were an hour slow.
        clock.Set(clock.Machine + TimeSpan.FromHours(1), clock.Machine, TimeSpan.Zero);
        Assert.InRange(clock.Ahead, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));
        await using var connection = await Store.Service<PostgresSource>().Connections.OpenConnectionAsync(Cancel);
        await PostgresSignals.SetClockAsync(connection, clock, Cancel);

        // The database is on this machine.
        Assert.InRange(clock.Ahead, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task However_wrong_the_machines_clock_is_a_lane_is_woken_within_the_second_after_it_is_due()
    {
        var webhook = await Store.CreateWebhookAsync();
        var (clock, after) = (Store.Service<StoreClock>(), TimeSpan.FromSeconds(60.5));
        clock.Set(clock.Machine + TimeSpan.FromHours(5), clock.Machine, TimeSpan.Zero);

        Store.Service<LaneRegistry>().WakeAt(webhook, Store.Time.GetUtcNow() + after);

        Store.Time.Advance(after - TimeSpan.FromMilliseconds(1));
        Assert.Empty(Store.Jobs.Lanes);
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([webhook], Store.Jobs.Lanes);
    }

    /// <summary>The second process. Both can send and receive signals when this returns.</summary>
    private async Task<TestStore> ConnectedAsync()
    {
        var other = Store.AsAnotherProcess();
        foreach (var store in new[] { Store, other })
        {
            await store.Service<IEnumerable<IHostedService>>().OfType<PostgresSignals>().Single().StartAsync(Cancel);
        }

        // Both listen once each has received a signal.
        var heard = 0;
        void Hear(StoreSignal signal, Guid webhook) => Interlocked.Increment(ref heard);
        other.Service<StoreSignals>().Heard += Hear;
        await Eventually.BecomesTrueAsync(
            () =>
            {
                Store.Service<StoreSignals>().Send(StoreSignal.Recorded, Guid.Empty);
                return Volatile.Read(ref heard) > 0;
            },
            "the processes hear each other");
        other.Service<StoreSignals>().Heard -= Hear;
        return other;
    }
}
