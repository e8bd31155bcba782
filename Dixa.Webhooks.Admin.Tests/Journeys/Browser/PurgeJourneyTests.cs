using Dixa.Webhooks.Admin.Support;
using Microsoft.Playwright;

namespace Dixa.Webhooks.Admin.Journeys.Browser;

/// <summary>An administrator purges old history, while the process is killed again and again.</summary>
public sealed class PurgeJourneyTests(Chromium browser)
{
    private const int Old = 60_000;
    private const int Pending = 40;
    private const int Kept = 50;
    private const int Kills = 5;

    [Fact]
    public async Task After_any_kill_during_a_purge_the_history_is_consistent_and_the_next_purge_continues()
    {
        // A delivery is never due later than after the retry delay. On a busy machine, the test takes longer than a minute.
        await using var app = await AppProcess.StartAsync(PrepareAsync, ("Dispatch:RetryDelay", "1.00:00:00"));
        var page = await browser.OpenAsync(app.Address, options => options.ViewportSize = new ViewportSize { Width = 1280, Height = 1000 });
        var screens = new AdminScreens(page);
        var random = new Random(3);
        long left = Old;
        for (var kill = 0; kill < Kills; kill++)
        {
            await PurgeAsync(page, screens);
            await Eventually.BecomesTrueAsync(async () => await app.CountAsync("deliveries WHERE state = 1") < left || left <= Kept, "the purge has begun");
            await Task.Delay(random.Next(150), TestContext.Current.CancellationToken);
            app.KillHard();

            Assert.Equal(0, await app.CountAsync("pragma_foreign_key_check"));
            Assert.Equal("ok", (await app.ReadAsync("PRAGMA integrity_check", row => row.GetString(0)))[0]);
            Assert.Equal(Pending, await app.CountAsync("deliveries WHERE state = 0"));
            Assert.Equal(Pending, await app.CountAsync("deliveries d JOIN events e ON e.id = d.event_key WHERE d.state = 0 AND e.removed_at IS NULL"));
            left = await app.CountAsync("deliveries WHERE state = 1");
            Assert.True(left >= Kept);
            await app.StartAgainAsync();
        }

        await PurgeAsync(page, screens);
        await Eventually.BecomesTrueAsync(async () => await app.CountAsync("events") == Kept + Pending, "the purge is over", TimeSpan.FromMinutes(2));
        await Assertions.Expect(page.GetByTestId("purge-now")).ToHaveTextAsync("Purge now");
        await Assertions.Expect(page.GetByTestId("next-run")).ToHaveTextAsync("The next run has nothing to remove.");
        await Screenshots.TakeAsync(page, "storage-purged");

        Assert.Equal(Kept, await app.CountAsync("deliveries WHERE state = 1"));
        Assert.Equal(Kept, await app.CountAsync("attempts a JOIN deliveries d ON d.id = a.delivery_id WHERE d.state = 1"));
        Assert.Equal(Kept, await app.CountAsync($"deliveries WHERE state = 1 AND id > {Old - Kept}"));
        await page.Context.CloseAsync();
    }

    private static async Task PurgeAsync(IPage page, AdminScreens screens)
    {
        await screens.SignInAsync("/settings/system/storage");
        await page.WaitForFunctionAsync("() => 'connected' in document.documentElement.dataset");
        await page.GetByTestId("purge-now").ClickAsync();
        await Assertions.Expect(page.GetByText("It cannot be undone.").Or(page.GetByText("Run anyway?"))).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "storage-question");
        await page.GetByRole(AriaRole.Button, new() { Name = "Purge", Exact = true }).ClickAsync();
    }

    /// <summary>Deliveries of forty days ago, and pending ones that are not due for a day.</summary>
    private static async Task PrepareAsync(TestStore store)
    {
        var id = await store.CreateWebhookAsync();
        var webhook = $"x'{Convert.ToHexString(id.ToByteArray(bigEndian: true))}'";
        var now = TimeProvider.System.GetUtcNow();
        var (old, due) = (now.AddDays(-40).UtcTicks, now.AddDays(1).UtcTicks);
        await store.ExecuteAsync($$"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{Old + Pending}})
            INSERT INTO events (id, event_id, event_type, received_at, payload) SELECT i, randomblob(16), 'CONVERSATION_CREATED', {{old}} + i, randomblob(700) FROM n
            """);
        await store.ExecuteAsync($"""
            INSERT INTO deliveries (id, event_key, subscription_id, event_type, state, attempts, due_at, created_at)
            SELECT id, id, {webhook}, event_type, CASE WHEN id > {Old} THEN 0 ELSE 1 END, CASE WHEN id > {Old} THEN 0 ELSE 1 END, {due}, CASE WHEN id > {Old} THEN {old} ELSE received_at END FROM events
            """);
        await store.ExecuteAsync($"""
            INSERT INTO attempts (delivery_id, subscription_id, number, started_at, duration, status_code, succeeded, request_headers, response_headers, response_body, response_truncated)
            SELECT id, subscription_id, 1, created_at, 1, 200, 1, randomblob(100), randomblob(100), randomblob(100), 0 FROM deliveries WHERE state = 1
            """);
    }
}
