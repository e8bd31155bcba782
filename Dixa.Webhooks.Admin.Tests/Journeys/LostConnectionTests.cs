using System.Collections.Concurrent;
using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Npgsql;

namespace Dixa.Webhooks.Admin.Journeys;

/// <summary>The real process, whose PostgreSQL goes away under load and comes back.</summary>
public sealed class LostConnectionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Intake_says_so_nothing_that_was_answered_is_lost_and_sending_resumes_by_itself()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));
        var (answered, refused, done) = (new ConcurrentBag<Guid>(), new ConcurrentBag<HttpResponseMessage>(), false);
        var publishing = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                var (ids, body) = Publishing.Events(10);
                var answer = await app.PostEventsAsync(body);
                if (answer.StatusCode is HttpStatusCode.Accepted)
                {
                    ids.ToList().ForEach(answered.Add);
                }
                else
                {
                    refused.Add(answer);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
            }
        })).ToList();
        await receiver.ReceivesAsync(300, Deadline);

        await postgres.StopAsync();
        var refusedBefore = refused.Count;
        await Eventually.BecomesTrueAsync(() => refused.Count >= refusedBefore + 20, "intake refuses again and again", Deadline);
        await postgres.StartAgainAsync();
        var answeredBefore = answered.Count;
        await Eventually.BecomesTrueAsync(() => answered.Count >= answeredBefore + 200, "intake answers again", Deadline);
        Volatile.Write(ref done, true);
        await Task.WhenAll(publishing);

        Assert.All(refused, answer =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        });
        await Eventually.BecomesTrueAsync(() => answered.All(id => receiver.Arrivals(id) > 0), "everything that was answered arrives", Deadline);
        await Eventually.BecomesTrueAsync(async () => await CountAsync(database, $"deliveries WHERE state = {(int)DeliveryState.Pending}") == 0, "nothing is pending", Deadline);
        Assert.Equal(0, await CountAsync(database, "deliveries d WHERE attempts <> (SELECT count(*) FROM attempts a WHERE a.delivery_id = d.id)"));
        Assert.True(app.Running);
    }

    private static async Task<long> CountAsync(string database, string rows)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100 // The statement is the test's own.
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {rows}", connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
