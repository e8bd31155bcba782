using System.Collections.Concurrent;
using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Npgsql;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The real process while PostgreSQL stops under load and starts again.</summary>
public sealed class LostConnectionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_intake_responds_with_503_no_accepted_event_is_lost_and_sending_resumes_automatically()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(
            store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));
        var (accepted, refused, done) = (new ConcurrentBag<Guid>(), new ConcurrentBag<HttpResponseMessage>(), false);
        var publishers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                var (ids, body) = Publishing.Events(10);
                var response = await app.PostEventsAsync(body);
                if (response.StatusCode is HttpStatusCode.Accepted)
                {
                    ids.ToList().ForEach(accepted.Add);
                }
                else
                {
                    refused.Add(response);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
            }
        })).ToList();
        await receiver.ReceivesAsync(300, Deadline);

        await postgres.StopAsync();
        var refusedBefore = refused.Count;
        await Eventually.BecomesTrueAsync(() => refused.Count >= refusedBefore + 20, "the intake refuses requests", Deadline);
        await postgres.StartAgainAsync();
        var acceptedBefore = accepted.Count;
        await Eventually.BecomesTrueAsync(() => accepted.Count >= acceptedBefore + 200, "the intake accepts events again", Deadline);
        Volatile.Write(ref done, true);
        await Task.WhenAll(publishers);

        Assert.All(refused, response =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        });
        await Eventually.BecomesTrueAsync(() => accepted.All(id => receiver.Arrivals(id) > 0), "every accepted event arrives", Deadline);
        await Eventually.BecomesTrueAsync(async () => await CountAsync(database, $"deliveries WHERE state = {(int)DeliveryState.Pending}") == 0, "no delivery is pending", Deadline);
        Assert.Equal(0, await CountAsync(database, "deliveries d WHERE attempts <> (SELECT count(*) FROM attempts a WHERE a.delivery_id = d.id)"));
        Assert.True(app.Running);
    }

    private static async Task<long> CountAsync(string database, string rows)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100 // The SQL comes from the test itself.
        await using var command = new NpgsqlCommand($"SELECT count(*) FROM {rows}", connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
