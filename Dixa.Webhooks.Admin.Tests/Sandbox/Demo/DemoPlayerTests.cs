using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

public sealed class DemoPlayerTests : StoreTest
{
    private const string Url = "http://localhost:5080/sandbox";

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Sandbox:Enabled"] = "true",
        ["Sandbox:Demo"] = "Manual",
    };

    private DemoPlayer Player => Store.Service<DemoPlayer>();

    [Fact]
    public async Task It_creates_a_webhook_with_every_event_that_posts_to_the_sandbox()
    {
        await OpenAsync();

        var id = await PlayAsync();

        var webhook = await Store.WebhookAsync(id);
        Assert.Equal(("Demo: sandbox", Url, true, EventCatalogue.All.Count, Actors.Administrator.Id), (webhook.Name, webhook.Url.Text, webhook.Enabled, webhook.Events.Count, webhook.CreatedBy));
    }

    [Fact]
    public async Task Events_come_at_the_chosen_rate_and_go_through_the_intake()
    {
        await OpenAsync();
        var id = await PlayAsync();
        await SentAsync(1);

        Assert.IsType<DemoResult.Done>(await Player.SetRateAsync(Actors.Administrator, 4, Cancel));
        for (var sent = 2; sent <= 6; sent++)
        {
            Store.Time.Advance(TimeSpan.FromMilliseconds(249));
            await Eventually.PoolSettlesAsync();
            Assert.Equal(sent - 1, Player.State.Sent);
            Store.Time.Advance(TimeSpan.FromMilliseconds(1));
            await SentAsync(sent);
        }

        await using var context = await Store.ContextAsync();
        Assert.Equal((6, 6), (await context.Events.CountAsync(Cancel), await context.Deliveries.CountAsync(delivery => delivery.SubscriptionId == id, Cancel)));
        Assert.Contains(id, Store.Jobs.Lanes);
    }

    [Fact]
    public async Task Two_clicks_start_one()
    {
        await OpenAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Player.PlayAsync(Actors.Administrator, Cancel)));
        await SentAsync(1);
        await Eventually.PoolSettlesAsync();

        Assert.Single(results.Distinct());
        Assert.Single(await Store.Reads.ListAsync(Cancel));
        Assert.Equal(1, Player.State.Sent);
    }

    [Fact]
    public async Task After_a_stop_it_sends_nothing_and_can_start_again_with_the_same_webhook()
    {
        await OpenAsync();
        var id = await PlayAsync();
        await SentAsync(1);

        Assert.IsType<DemoResult.Done>(await Player.StopAsync(Actors.Administrator, Cancel));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.PoolSettlesAsync();
        Assert.Equal((false, 1), (Player.State.IsPlaying, Player.State.Sent));

        Assert.Equal(id, await PlayAsync());
        await SentAsync(1);
        Assert.Single(await Store.Reads.ListAsync(Cancel));
    }

    [Fact]
    public async Task An_existing_webhook_with_its_name_is_updated()
    {
        var id = await Store.CreateWebhookAsync(draft => (draft.Name, draft.Url, draft.Enabled) = ("Demo: sandbox", "https://example.com/", false));
        await OpenAsync();

        Assert.Equal(id, await PlayAsync());

        var webhook = await Store.WebhookAsync(id);
        Assert.Equal((Url, true, EventCatalogue.All.Count), (webhook.Url.Text, webhook.Enabled, webhook.Events.Count));
    }

    [Fact]
    public async Task Support_cannot_start_or_stop_it_or_set_its_rate()
    {
        await OpenAsync();

        Assert.IsType<DemoResult.Forbidden>(await Player.PlayAsync(Actors.Support, Cancel));
        Assert.Empty(await Store.Reads.ListAsync(Cancel));
        await PlayAsync();
        Assert.IsType<DemoResult.Forbidden>(await Player.StopAsync(Actors.Support, Cancel));
        Assert.IsType<DemoResult.Forbidden>(await Player.SetRateAsync(Actors.Support, 1, Cancel));

        Assert.Equal((true, DemoRate.Default), (Player.State.IsPlaying, Player.State.Rate));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.19)]
    [InlineData(20.1)]
    [InlineData(double.NaN)]
    public async Task An_invalid_rate_is_refused(double rate) =>
        Assert.Equal(
            new DemoResult.Refused("Rate must be between 0.2 and 20 events per second."),
            await Player.SetRateAsync(Actors.Administrator, rate, Cancel));

    [Fact]
    public async Task Without_an_address_it_is_refused_with_the_reason()
    {
        Store.Service<SandboxEndpoint>().Withdraw();

        Assert.Equal(
            new DemoResult.Refused("The sandbox has no address. Urls must include an http address."),
            await Player.PlayAsync(Actors.Administrator, Cancel));
    }

    [Fact]
    public async Task If_it_is_off_it_cannot_be_played()
    {
        await using var store = await TestStore.OpenAsync(KeyValuePair.Create("Sandbox:Enabled", (string?)"true"));

        Assert.IsType<DemoResult.Refused>(await store.Service<DemoPlayer>().PlayAsync(Actors.Administrator, Cancel));
    }

    [Fact]
    public async Task A_failed_write_is_shown_and_the_demo_continues()
    {
        await OpenAsync();
        await PlayAsync();
        await SentAsync(1);
        await Store.ExecuteAsync("CREATE TRIGGER refuse BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'no'); END");

        Store.Time.Advance(DemoRate.Pause(DemoRate.Default));
        await Eventually.BecomesTrueAsync(() => Player.State.Error is not null, "the error is shown");
        await Store.ExecuteAsync("DROP TRIGGER refuse");
        Store.Time.Advance(DemoRate.Pause(DemoRate.Default));
        await SentAsync(2);

        Assert.Equal((true, null), (Player.State.IsPlaying, Player.State.Error));
    }

    [Fact]
    public async Task While_the_application_stops_it_cannot_be_started()
    {
        await OpenAsync();
        await PlayAsync();

        await Player.DisposeAsync();

        Assert.False(Player.State.IsPlaying);
        Assert.IsType<DemoResult.Refused>(await Player.PlayAsync(Actors.Administrator, Cancel));
    }

    [Theory]
    [InlineData("AtStart", true)]
    [InlineData("Manual", false)]
    public async Task It_starts_with_the_application_if_the_settings_say_so(string mode, bool plays)
    {
        await using var store = await TestStore.OpenAsync(KeyValuePair.Create("Sandbox:Enabled", (string?)"true"), KeyValuePair.Create("Sandbox:Demo", (string?)mode));
        await store.Make<SandboxStart>().StartingAsync(Cancel);
        await store.Make<SandboxStart>().StartedAsync(Cancel);
        var start = store.Make<DemoStart>();

        await start.StartedAsync(Cancel);

        Assert.Equal(plays, store.Service<DemoPlayer>().State.IsPlaying);
        Assert.Equal(plays ? [Actor.System.Id] : [], await Creators(store));
        await start.StoppingAsync(Cancel);
        Assert.False(store.Service<DemoPlayer>().State.IsPlaying);
    }

    private static async Task<List<Guid>> Creators(TestStore store)
    {
        await using var context = await store.ContextAsync();
        return await context.Subscriptions.Select(webhook => webhook.CreatedBy).ToListAsync(Cancel);
    }

    private async Task OpenAsync()
    {
        await Store.Make<SandboxStart>().StartingAsync(Cancel);
        await Store.Make<SandboxStart>().StartedAsync(Cancel);
        Assert.Equal(Url, Store.Service<SandboxAddress>().Url);
    }

    private async Task<Guid> PlayAsync() => Assert.IsType<DemoResult.Playing>(await Player.PlayAsync(Actors.Administrator, Cancel)).WebhookId;

    private Task SentAsync(int events) => Eventually.BecomesTrueAsync(() => Player.State.Sent == events, $"{events} are sent");
}
