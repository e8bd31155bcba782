using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process, killed while it sends missed events: it continues, and each event has exactly one delivery, in order.</summary>
public class ReplayCrashTests
{
    private const int Missed = 600;

    [Fact]
    public async Task After_several_kills_each_missed_event_has_one_delivery_in_order()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => (draft.Url, draft.Enabled) = (receiver.Url, false)));
        var ids = new List<Guid>();
        for (var i = 0; i < Missed / 50; i++)
        {
            ids.AddRange(await app.PublishAsync(50));
        }

        await CallAsync(app, HttpMethod.Patch, $"/v1/webhooks/{webhook}", """{"enabled":true}""", HttpStatusCode.OK);
        await CallAsync(app, HttpMethod.Post, $"/v1/webhooks/{webhook}/replay", """{"since":"2026-01-01T00:00:00Z","perSecond":150}""", HttpStatusCode.Accepted);
        foreach (var killAt in new[] { 60, 200, 350 })
        {
            await receiver.ReceivesAsync(killAt + Random.Shared.Next(40));
            app.KillHard();
            Assert.InRange(await app.CountAsync("deliveries"), 1, Missed - 1);
            await app.StartAgainAsync();
        }

        // New events are sent too, once.
        var fresh = await app.PublishAsync(5);
        await Eventually.BecomesTrueAsync(async () => await app.CountAsync("bulk_actions WHERE ended_at IS NOT NULL") == 1, "the replay ends", TimeSpan.FromSeconds(60));
        await app.SettlesAsync(TimeSpan.FromSeconds(60));

        var rows = await app.DeliveriesAsync();
        Assert.Equal(ids, rows.OrderBy(row => row.Id).Select(row => row.EventId).Except(fresh));
        Assert.Equal(Missed + fresh.Count, rows.Count);
        Assert.All(rows, row => Assert.Equal(DeliveryState.Delivered, row.State));

        // What was in flight during a kill is sent again, as always.
        Assert.All(ids, id => Assert.InRange(receiver.Arrivals(id), 1, 4));
        var replay = await CallAsync(app, HttpMethod.Get, $"/v1/webhooks/{webhook}/replay", null, HttpStatusCode.OK);
        Assert.Equal(("Completed", Missed, Missed, 0), (replay.GetProperty("status").GetString(), replay.GetProperty("count").GetInt32(), replay.GetProperty("sent").GetInt32(), replay.GetProperty("skipped").GetInt32()));
    }

    protected virtual Task<AppProcess> StartAsync(Func<TestStore, Task> prepare) => AppProcess.StartAsync(prepare);

    private static async Task<JsonElement> CallAsync(AppProcess app, HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await app.Api.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, text);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("data").Clone();
    }
}
