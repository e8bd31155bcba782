using System.Collections.Concurrent;
using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>Real processes that share one PostgreSQL database.</summary>
public sealed class SeveralProcessesTests(Chromium browser) : IAsyncLifetime
{
    private const int Webhooks = 6;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private TestStore? _store;
    private EventReceiver? _receiver;

    private TestStore Store => _store!;

    private EventReceiver Receiver => _receiver!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await TestStore.OpenOnPostgresAsync([KeyValuePair.Create<string, string?>("Dispatch:AllowedNetworks:0", "127.0.0.0/8")], ownKeys: true);
        _receiver = await EventReceiver.StartAsync();
        for (var i = 0; i < Webhooks; i++)
        {
            await Store.CreateWebhookAsync(draft => draft.Url = Receiver.Url);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_receiver is not null)
        {
            await _receiver.DisposeAsync();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_processes_deliver_everything_once_whichever_received_it()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();

        var published = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? first : second).PublishAsync(50)));
        await SettlesAsync();

        Assert.All(published.SelectMany(ids => ids), id => Assert.Equal(Webhooks, Receiver.Arrivals(id)));
        await HistoryIsCompleteAsync();
        Assert.All(await DeliveriesAsync(), delivery => Assert.Equal((DeliveryState.Delivered, 1), (delivery.State, delivery.Attempts)));
    }

    [Fact]
    public async Task Screens_intake_and_dispatch_can_run_in_separate_processes()
    {
        await using var web = await StartAsync(("Node:Roles", "Web"));
        await using var intake = await StartAsync(("Node:Roles", "Ingest"));
        await using var sender = await StartAsync(("Node:Roles", "Dispatch"));

        var ids = await intake.PublishAsync(20);
        await SettlesAsync();
        Assert.All(ids, id => Assert.Equal(Webhooks, Receiver.Arrivals(id)));

        // Each process serves only its own role.
        foreach (var (app, page, events, api) in new[]
        {
            (web, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.OK),
            (intake, HttpStatusCode.NotFound, HttpStatusCode.Accepted, HttpStatusCode.NotFound),
            (sender, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound),
        })
        {
            using var signIn = await app.Client.GetAsync("/account/sign-in", Cancel);
            using var published = await app.PostEventsAsync(Publishing.Event());
            using var webhooks = await app.Api.GetAsync("/v1/webhooks", Cancel);
            Assert.Equal((page, events, api), (signIn.StatusCode, published.StatusCode, webhooks.StatusCode));
        }
    }

    [Fact]
    public async Task The_System_page_of_one_process_shows_all_of_them_and_that_nothing_sends_after_a_kill()
    {
        await using var web = await StartAsync(("Node:Roles", "Web,Ingest"));
        await using var sender = await StartAsync(("Node:Roles", "Dispatch"), ("Dispatch:LeaseDuration", "00:00:05"), ("Dispatch:RequestTimeout", "00:00:01"));
        await web.PublishAsync(5);
        await SettlesAsync();
        var page = await browser.OpenAsync(web.Address);
        await new AdminScreens(page).TypeSignInAsync();

        await page.GotoAsync("/settings/system");
        await Assertions.Expect(page.GetByTestId("process-row")).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByTestId("process-row").Filter(new() { HasText = $"{Environment.MachineName}:{sender.ProcessId}" })).ToContainTextAsync("Running");
        await Assertions.Expect(page.GetByTestId("job-row")).ToHaveCountAsync(3);
        await Assertions.Expect(page.GetByTestId("last-5")).ToContainTextAsync($"{5 * Webhooks} delivered");
        await Assertions.Expect(page.GetByTestId("provider")).ToHaveTextAsync("PostgreSQL");

        sender.KillHard();
        await web.PublishAsync(1);
        await Assertions.Expect(page.Locator("[data-testid=system-warning][data-kind=NothingSends]")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Assertions.Expect(page.GetByTestId("process-row").Filter(new() { HasText = $"{Environment.MachineName}:{sender.ProcessId}" })).ToContainTextAsync("Last seen");
        await Assertions.Expect(page.GetByTestId("waiting-lane")).ToHaveCountAsync(Webhooks);
        await Assertions.Expect(page.GetByTestId("waiting-lane").First).ToContainTextAsync("No process has the role Dispatch.");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_session_of_one_process_is_valid_at_another_which_shows_the_deliveries_and_changes_of_the_first()
    {
        await using var first = await StartAsync(("Node:Roles", "Ingest,Dispatch,Web"));
        await using var second = await StartAsync(("Node:Roles", "Web"));
        var page = await browser.OpenAsync(first.Address);
        await new AdminScreens(page).TypeSignInAsync();
        Guid webhook;
        await using (var context = await Store.ContextAsync())
        {
            webhook = (await context.Subscriptions.FirstAsync(Cancel)).Id;
        }

        // A cookie belongs to the host name; the port does not matter.
        await page.GotoAsync(new Uri(second.Address, $"{AdminScreens.Overview}/{webhook}").ToString());
        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Enabled");

        // The second process sends nothing, so its page shows what the first one signaled.
        await first.PublishAsync(1);
        await Assertions.Expect(page.GetByText("Success (200)").First).ToBeVisibleAsync();
        using var response = await first.Api.PatchAsync($"/v1/webhooks/{webhook}", new StringContent("""{"enabled":false}"""), Cancel);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assertions.Expect(page.GetByTestId("enabled-pill")).ToHaveTextAsync("Disabled");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task When_one_of_two_processes_under_load_is_killed_the_other_delivers_everything_within_the_lease()
    {
        // The shortest possible lease: twice the request timeout plus ten seconds.
        var lease = TimeSpan.FromSeconds(12);
        (string, string)[] settings = [("Dispatch:RequestTimeout", "00:00:01"), ("Dispatch:LeaseDuration", "00:00:05"), ("Dispatch:RetryDelay", "00:00:03"), ("AutoDisable:ConsecutiveFailures", "10000")];
        await using var killed = await StartAsync(settings);
        await using var survivor = await StartAsync(settings);

        // Some events fail at first, so that the kill also happens during retries.
        Receiver.Status = (id, arrival) => arrival <= Webhooks && id.ToByteArray()[0] % 10 == 0 ? 503 : 200;
        var (accepted, done) = (new ConcurrentBag<Guid>(), false);
        var publishers = new[] { killed, survivor }.Select(app => Task.Run(async () =>
        {
            while (!Volatile.Read(ref done) && app.Running)
            {
                var (ids, body) = Publishing.Events(20);
                try
                {
                    using var response = await app.PostEventsAsync(body);
                    if (response.StatusCode is HttpStatusCode.Accepted)
                    {
                        ids.ToList().ForEach(accepted.Add);
                    }
                }
                catch (HttpRequestException)
                {
                    // The process was killed; this request got no response, so its events do not count as accepted.
                }

                await Task.Delay(TimeSpan.FromMilliseconds(80), Cancel);
            }
        })).ToList();
        await Receiver.ReceivesAsync(1_000, Deadline);

        killed.KillHard();
        var killedAt = TimeProvider.System.GetTimestamp();
        var acceptedBefore = accepted.ToList();
        await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        Volatile.Write(ref done, true);
        await Task.WhenAll(publishers);
        await Eventually.BecomesTrueAsync(() => acceptedBefore.TrueForAll(id => Receiver.Arrivals(id) >= Webhooks), "events accepted before the kill arrive", Deadline);
        var elapsed = TimeProvider.System.GetElapsedTime(killedAt);
        await SettlesAsync();

        Assert.NotEmpty(acceptedBefore);
        Assert.All(accepted, id => Assert.InRange(Receiver.Arrivals(id), Webhooks, 5 * Webhooks));

        // Allows for claiming the leases once a second, for the retry delay, and for a busy machine.
        Assert.InRange(elapsed, TimeSpan.Zero, lease + TimeSpan.FromSeconds(20));
        await HistoryIsCompleteAsync();
    }

    private Task<AppProcess> StartAsync(params (string Key, string Value)[] settings) => AppProcess.StartAsync(
        [("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", Store.Database), .. settings]);

    private async Task SettlesAsync() => await Eventually.BecomesTrueAsync(
        async () =>
        {
            await using var context = await Store.ContextAsync();
            return !await context.Deliveries.AnyAsync(delivery => delivery.State == DeliveryState.Pending, Cancel);
        },
        "no delivery is pending",
        Deadline);

    private async Task<IReadOnlyList<Delivery>> DeliveriesAsync()
    {
        await using var context = await Store.ContextAsync();
        return await context.Deliveries.AsNoTracking().ToListAsync(Cancel);
    }

    /// <summary>The attempts of each delivery are numbered from 1 without a gap, match its count, and none is early.</summary>
    private async Task HistoryIsCompleteAsync()
    {
        await using var context = await Store.ContextAsync();
        var attempts = (await context.Attempts.AsNoTracking().Select(attempt => new { attempt.DeliveryId, attempt.Number, attempt.StartedAt }).ToListAsync(Cancel)).ToLookup(attempt => attempt.DeliveryId);
        foreach (var delivery in await DeliveriesAsync())
        {
            var own = attempts[delivery.Id].OrderBy(attempt => attempt.Number).ToList();
            Assert.Equal(Enumerable.Range(1, delivery.Attempts), own.Select(attempt => attempt.Number));
            Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.Second.StartedAt - pair.First.StartedAt >= TimeSpan.FromSeconds(3), $"attempt {pair.Second.Number} of {delivery.Id} is early"));
        }
    }
}
