using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Xunit.Sdk;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process with a low limit of open files or little memory.</summary>
public sealed class ScarceResourcesTests
{
    private const int Hanging = 50;
    private const int Large = 300;
    private const int Small = 5_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(180);

    [Theory]
    [InlineData("128")]
    [InlineData("256")]
    public async Task A_limit_of_open_files_that_is_too_low_stops_the_start_with_a_message(string limit)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => AppProcess.StartAsync((AppProcess.OpenFiles, limit)));

        Assert.Contains("The application ended with 1 instead of answering", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"The limit of open files is {limit}. It must be at least 504: raise it with ulimit -n or LimitNOFILE=.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_soft_limit_of_open_files_is_raised_to_the_hard_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        await using var app = await AppProcess.StartAsync((AppProcess.OpenFiles, "-S 128"));

        Assert.True(app.Running);
    }

    [Fact]
    public async Task With_512_open_files_fifty_hanging_webhooks_block_neither_a_healthy_one_nor_the_intake()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such limit.");
        await using var hanging = await EventReceiver.StartAsync();
        hanging.Hold();
        await using var healthy = await EventReceiver.StartAsync();
        var hangingIds = new List<Guid>();
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                for (var i = 0; i < Hanging; i++)
                {
                    hangingIds.Add(await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (hanging.Url, ["CONVERSATION_CREATED"])));
                }

                await store.CreateWebhookAsync(draft => (draft.Url, draft.Events) = (healthy.Url, ["CONVERSATION_CLOSED"]));
            },
            (AppProcess.OpenFiles, "512"),
            ("Dispatch:RequestTimeout", "00:00:03"));

        await app.PublishAsync(1, "CONVERSATION_CLOSED");
        await healthy.ReceivesAsync(1);
        await app.PublishAsync(100);
        await hanging.ReceivesAsync(20);
        for (var events = 2; events <= 30; events++)
        {
            await app.PublishAsync(1, "CONVERSATION_CLOSED");
            await healthy.ReceivesAsync(events);
        }

        // Every hanging webhook gets its share of requests, which time out.
        await hanging.ReceivesAsync(3 * Hanging, Deadline);
        foreach (var id in hangingIds)
        {
            using var disabled = await app.Api.PatchAsync($"/v1/webhooks/{id}", new StringContent("""{"enabled":false}"""), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, disabled.StatusCode);
        }

        hanging.Release();
        await app.SettlesAsync(Deadline);
        var before = healthy.Requests;
        await app.PublishAsync(500, "CONVERSATION_CLOSED");
        await healthy.ReceivesAsync(before + 500);
        Assert.DoesNotContain("Too many open files", app.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_200_MB_of_memory_large_and_small_deliveries_all_succeed_even_after_a_kill()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                for (var i = 0; i < 6; i++)
                {
                    var webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url);
                    await store.LargeBacklogAsync(webhook, Large / 6, bytes: 1_000_000);
                    await store.LargeBacklogAsync(webhook, Small / 6, bytes: 200);
                }
            },
            ("DOTNET_GCHeapHardLimit", "0xC800000"));

        await receiver.ReceivesAsync(Large / 2, Deadline);
        Assert.True(app.Running, app.Output);
        app.KillHard();
        await app.StartAgainAsync();
        await app.SettlesAsync(Deadline);

        Assert.Equal((Large / 6 * 6) + (Small / 6 * 6), (await app.DeliveriesAsync()).Count(delivery => delivery.State is DeliveryState.Delivered));
        Assert.DoesNotContain("OutOfMemory", app.Output, StringComparison.Ordinal);
    }
}
