using System.Net;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>What a real process logs while its store is down and requests continue.</summary>
public sealed partial class StoreOutageLogTests
{
    private const int MaxLines = 50;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_seconds_without_PostgreSQL_under_load_log_few_lines()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await AppProcess.StartAsync(
            async store =>
            {
                for (var i = 0; i < 4; i++)
                {
                    webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url);
                }
            },
            ("Storage:Provider", "PostgreSql"),
            ("Storage:ConnectionString", await postgres.CreateDatabaseAsync()));

        await LineCountIsBoundedAsync(app, receiver, webhook, async () =>
        {
            await postgres.StopAsync();
            await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
            await postgres.StartAgainAsync();
        });
    }

    [Fact]
    public async Task A_clean_stop_does_not_wait_for_a_store_that_is_down()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            async store => await store.CreateWebhookAsync(draft => draft.Url = receiver.Url),
            ("Storage:Provider", "PostgreSql"),
            ("Storage:ConnectionString", await postgres.CreateDatabaseAsync()));
        receiver.Hold();
        await app.PublishAsync(50);
        await receiver.ReceivesAsync(16);

        // The responses arrive but cannot be recorded.
        await postgres.StopAsync();
        receiver.Release();
        await Eventually.BecomesTrueAsync(() => app.Output.Contains("The store failed.", StringComparison.Ordinal), "recording fails", Deadline);
        var stopStarted = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await app.StopCleanlyAsync());

        // The host's shutdown timeout is 30 s; waiting for the store would use all of it.
        Assert.InRange(TimeProvider.System.GetElapsedTime(stopStarted), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await postgres.StartAgainAsync();
    }

    [Fact]
    public async Task A_locked_SQLite_file_under_load_logs_few_lines()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = Guid.Empty;

        // A short wait for the lock, so that many writes fail.
        await using var app = await AppProcess.StartAsync(
            async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url),
            ("Storage:ConnectionString", "Data Source={folder}/webhooks.db;Default Timeout=1"));

        await LineCountIsBoundedAsync(app, receiver, webhook, async () =>
        {
            await using var store = await WriteLock.TakeAsync(app.Database);
            await Task.Delay(TimeSpan.FromSeconds(3), Cancel);
        });
    }

    private static async Task LineCountIsBoundedAsync(AppProcess app, EventReceiver receiver, Guid webhook, Func<Task> outage)
    {
        var (done, refused, failed) = (false, 0, 0);
        var load = Enumerable.Range(0, 6).Select(i => Task.Run(
            async () =>
            {
                while (!Volatile.Read(ref done))
                {
                    using var response = i < 4
                        ? await app.PostEventsAsync(Publishing.Events(5).Body)
                        : await app.Api.PatchAsync($"/v1/webhooks/{webhook}", new StringContent($$"""{"name":"Renamed {{i}}"}"""), Cancel);
                    Interlocked.Add(ref response.StatusCode is HttpStatusCode.ServiceUnavailable ? ref refused : ref failed, response.IsSuccessStatusCode ? 0 : 1);
                }
            },
            Cancel)).ToList();
        await receiver.ReceivesAsync(200, Deadline);
        var before = app.Output;

        await outage();
        await Eventually.BecomesTrueAsync(() => app.Output.Contains("The store works again.", StringComparison.Ordinal), "the end of the outage is logged", Deadline);
        Volatile.Write(ref done, true);
        await Task.WhenAll(load);

        // Without the changes that were made, each of which has an entry.
        var written = AuditEntry().Replace(app.Output[before.Length..], "");
        Assert.True(refused > 0, "No request was refused, so the test proves nothing.");

        // On a busy machine a write may already have failed before.
        Assert.Contains(before.Contains("The store failed.", StringComparison.Ordinal) ? "The store failed again." : "The store failed.", written, StringComparison.Ordinal);
        Assert.True(written.Count(character => character == '\n') <= MaxLines, written);
        TestContext.Current.TestOutputHelper?.WriteLine($"{written.Count(character => character == '\n')} lines, {refused} responses 503, {failed} other errors\n{written}");
    }

    [GeneratedRegex(@"^info: Dixa\.Webhooks\.Admin\.Audit\.AuditLog\[2201\]\n.*\n?", RegexOptions.Multiline)]
    private static partial Regex AuditEntry();
}
