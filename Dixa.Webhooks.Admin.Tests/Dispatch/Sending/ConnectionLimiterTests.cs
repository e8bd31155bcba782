using System.Net;
using System.Text;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>Idle connections count too, and are closed if another endpoint needs one.</summary>
public sealed class ConnectionLimiterTests
{
    private const int Limit = 3;

    private readonly ConnectionLimiter _connections = new(SendLimits.None with { Connections = Limit }, TimeProvider.System);

    [Fact]
    public async Task However_many_endpoints_keep_their_connection_open_there_are_no_more_than_the_limit_and_each_request_gets_one()
    {
        var endpoints = Enumerable.Range(0, 4 * Limit).Select(_ => KeepingAlive()).ToList();
        using var client = Client();
        for (var round = 0; round < 3; round++)
        {
            foreach (var endpoint in endpoints)
            {
                Assert.Equal(200, (await client.SendAsync(Targets.To(endpoint.Url), "{}"u8.ToArray())).StatusCode);
                Assert.InRange(_connections.Count, 1, Limit);
            }
        }

        Assert.All(endpoints, endpoint => Assert.Equal(3, endpoint.Requests));
        await DisposeAsync(endpoints);
    }

    [Fact]
    public async Task A_request_that_finds_no_connection_free_goes_out_when_another_has_ended()
    {
        var response = new TaskCompletionSource();
        var busy = Enumerable.Range(0, Limit).Select(_ => KeepingAlive(response.Task)).ToList();
        var other = KeepingAlive();
        using var client = Client();
        var requests = busy.Select(endpoint => client.SendAsync(Targets.To(endpoint.Url), "{}"u8.ToArray()).AsTask()).ToList();
        await Eventually.BecomesTrueAsync(() => busy.TrueForAll(endpoint => endpoint.Requests == 1), "every connection is in use");

        var waiting = client.SendAsync(Targets.To(other.Url), "{}"u8.ToArray()).AsTask();
        await Eventually.PoolSettlesAsync();
        Assert.Equal((0, Limit), (other.Connections, _connections.Count));
        response.SetResult();

        Assert.Equal(200, (await waiting).StatusCode);
        Assert.All(await Task.WhenAll(requests), result => Assert.Equal(200, result.StatusCode));
        Assert.InRange(_connections.Count, 1, Limit);
        await DisposeAsync([other, .. busy]);
    }

    [Fact]
    public async Task Requests_that_wait_at_the_same_time_each_get_the_place_of_another_idle_connection()
    {
        var first = Enumerable.Range(0, Limit).Select(_ => KeepingAlive()).ToList();
        var second = Enumerable.Range(0, Limit).Select(_ => KeepingAlive()).ToList();
        using var client = Client();
        for (var round = 0; round < 5; round++)
        {
            foreach (var endpoints in new[] { first, second })
            {
                var results = await Task.WhenAll(endpoints.Select(endpoint => client.SendAsync(Targets.To(endpoint.Url), "{}"u8.ToArray()).AsTask()));
                Assert.All(results, result => Assert.Equal(200, result.StatusCode));
                Assert.InRange(_connections.Count, 1, Limit);
            }
        }

        Assert.All(first.Concat(second), endpoint => Assert.Equal(5, endpoint.Requests));
        await DisposeAsync(first.Concat(second));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_opened_is_not_counted_any_more()
    {
        using var client = Client();
        for (var i = 0; i < 3 * Limit; i++)
        {
            Assert.NotNull((await client.SendAsync(Targets.To(RawEndpoint.Nobody()), "{}"u8.ToArray())).Failure);
        }

        await Eventually.BecomesTrueAsync(() => _connections.Count == 0, "none is counted");
    }

    private static RawEndpoint KeepingAlive(Task? once = null) => new(
        async (stream, cancel) =>
        {
            await (once ?? Task.CompletedTask).WaitAsync(cancel);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), cancel);
        },
        keepsAlive: true);

    private static async Task DisposeAsync(IEnumerable<RawEndpoint> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            await endpoint.DisposeAsync();
        }
    }

    private EndpointClient Client()
    {
        var allowed = Targets.Options("127.0.0.0/8");
        var options = Microsoft.Extensions.Options.Options.Create(allowed);
        var own = new SandboxEndpoint();
        return new EndpointClient(
            new GuardedConnection(new NameLookup(Dns.GetHostAddresses), Targets.Guard(allowed), own, _connections, options), own, TimeProvider.System, options);
    }
}
