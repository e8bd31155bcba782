using System.Net;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>The sandbox's URL is allowed, and URLs that differ slightly are not.</summary>
public sealed class SandboxEndpointTests
{
    private const string Path = "/sandbox";

    [Theory]
    [InlineData("http://localhost:{port}/sandbox")]
    [InlineData("HTTP://LOCALHOST:{port}/sandbox")]
    [InlineData("http://localhost:{port}/other/../sandbox")]
    [InlineData("http://localhost:{port}/%73andbox")]
    public async Task Requests_to_it_go_out_however_the_address_is_spelt(string url)
    {
        await using var listener = RawEndpoint.Answering(200);
        using var client = Targets.Client(Targets.Options(), own: Own(listener.Port));

        var result = await client.SendAsync(Targets.To(At(url, listener.Port)), "{}"u8.ToArray());

        Assert.Equal((200, 1), (result.StatusCode, listener.Requests));
        Assert.StartsWith("POST /sandbox HTTP/1.1", listener.LastRequest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:{port}/")]
    [InlineData("http://localhost:{port}/v1/webhooks")]
    [InlineData("http://localhost:{port}/sandbox/")]
    [InlineData("http://localhost:{port}/sandbox/elsewhere")]
    [InlineData("http://localhost:{port}/Sandbox")]
    [InlineData("http://localhost:{port}/sandbox?to=more")]
    [InlineData("http://localhost:{port}//sandbox")]
    [InlineData("http://localhost:{port}/sandbox%2F")]
    [InlineData("http://localhost:{port}/sandbox/../jobs")]
    [InlineData("http://localhost.:{port}/sandbox")]
    [InlineData("http://127.0.0.1:{port}/sandbox")]
    [InlineData("http://127.1:{port}/sandbox")]
    [InlineData("http://2130706433:{port}/sandbox")]
    [InlineData("http://[::1]:{port}/sandbox")]
    [InlineData("http://[::ffff:127.0.0.1]:{port}/sandbox")]
    [InlineData("http://0.0.0.0:{port}/sandbox")]
    [InlineData("https://localhost:{port}/sandbox")]
    [InlineData("http://localhost/sandbox")]
    public async Task What_is_near_it_stays_refused_and_is_never_contacted(string url)
    {
        // Some systems resolve localhost with a trailing dot and some do not.
        var names = new NameLookup(_ => [IPAddress.Loopback]);
        await using var listener = RawEndpoint.Answering(200);
        using var client = Targets.Client(Targets.Options(), names: names, own: Own(listener.Port));

        var result = await client.SendAsync(Targets.To(At(url, listener.Port)), "{}"u8.ToArray());

        Assert.Equal((FailureClass.ForbiddenAddress, null, 0), (result.Failure, result.RequestHeaders, listener.Connections));
        Assert.NotNull(await Check(Own(listener.Port)).ErrorAsync(new Uri(At(url, listener.Port)), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://somebody@localhost:5080/sandbox")]
    [InlineData("http://localhost:5080@evil.example/sandbox")]
    [InlineData("http://localhost:5080:secret@10.0.0.1/sandbox")]
    public async Task An_address_with_a_user_name_is_another(string url) =>
        Assert.False(await Own(5080).IsAsync(new Uri(url), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Another_port_of_the_machine_is_never_contacted()
    {
        await using var other = RawEndpoint.Answering(200);
        await using var listener = RawEndpoint.Answering(200);
        using var client = Targets.Client(Targets.Options(), own: Own(listener.Port));

        var result = await client.SendAsync(Targets.To($"http://localhost:{other.Port}/sandbox"), "{}"u8.ToArray());

        Assert.Equal((FailureClass.ForbiddenAddress, 0), (result.Failure, other.Connections));
    }

    [Fact]
    public async Task A_connection_that_was_made_for_it_serves_no_other_path()
    {
        await using var listener = new RawEndpoint(
            (stream, cancel) => stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), cancel).AsTask(), keepsAlive: true);
        using var client = Targets.Client(Targets.Options(), own: Own(listener.Port));
        Assert.Equal(200, (await client.SendAsync(Targets.To($"http://localhost:{listener.Port}/sandbox"), "{}"u8.ToArray())).StatusCode);

        var result = await client.SendAsync(Targets.To($"http://localhost:{listener.Port}/v1/events"), "{}"u8.ToArray());

        Assert.Equal((FailureClass.ForbiddenAddress, 1, 1), (result.Failure, listener.Requests, listener.Connections));
    }

    [Fact]
    public async Task Its_name_is_not_looked_up_so_DNS_cannot_redirect_it()
    {
        await using var listener = RawEndpoint.Answering(200);
        using var client = Targets.Client(
            Targets.Options(), names: new NameLookup(_ => throw new InvalidOperationException("Nobody should ask.")), own: Own(listener.Port));

        Assert.Equal(200, (await client.SendAsync(Targets.To($"http://localhost:{listener.Port}/sandbox"), "{}"u8.ToArray())).StatusCode);
    }

    [Fact]
    public async Task It_may_listen_on_the_second_of_its_addresses_only()
    {
        await using var listener = RawEndpoint.Answering(200);
        var own = new SandboxEndpoint();
        own.Announce(Path);
        own.Resolve(new Uri($"http://localhost:{listener.Port}/sandbox"), [IPAddress.IPv6Loopback, IPAddress.Loopback]);
        using var client = Targets.Client(Targets.Options(), own: own);

        Assert.Equal(200, (await client.SendAsync(Targets.To($"http://localhost:{listener.Port}/sandbox"), "{}"u8.ToArray())).StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_sandbox_nothing_is_let_through(bool expected)
    {
        await using var listener = RawEndpoint.Answering(200);
        var own = new SandboxEndpoint();
        if (expected)
        {
            own.Announce(Path);
            own.Withdraw();
        }

        using var client = Targets.Client(Targets.Options(), own: own);
        var url = $"http://localhost:{listener.Port}/sandbox";

        Assert.Equal(FailureClass.ForbiddenAddress, (await client.SendAsync(Targets.To(url), "{}"u8.ToArray())).Failure);
        Assert.NotNull(await Check(own).ErrorAsync(new Uri(url), TestContext.Current.CancellationToken));
        Assert.Equal(0, listener.Connections);
    }

    [Fact]
    public async Task Until_the_server_listens_a_request_waits()
    {
        await using var listener = RawEndpoint.Answering(200);
        var own = new SandboxEndpoint();
        own.Announce(Path);
        using var client = Targets.Client(Targets.Options(), own: own);

        var sending = client.SendAsync(Targets.To($"http://localhost:{listener.Port}/sandbox"), "{}"u8.ToArray());
        Assert.False(sending.IsCompleted);
        own.Resolve(new Uri($"http://localhost:{listener.Port}/sandbox"), [IPAddress.Loopback]);

        Assert.Equal(200, (await sending).StatusCode);
    }

    [Fact]
    public async Task A_server_that_never_listens_is_a_timeout()
    {
        var time = new FakeTimeProvider();
        var own = new SandboxEndpoint();
        own.Announce(Path);
        using var client = Targets.Client(Targets.Options(), time, own: own);

        var sending = client.SendAsync(Targets.To("http://localhost:5080/sandbox"), "{}"u8.ToArray());
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(FailureClass.Timeout, (await sending).Failure);
    }

    [Fact]
    public async Task The_forms_check_agrees()
    {
        Assert.Null(await Check(Own(5080)).ErrorAsync(new Uri("http://localhost:5080/sandbox"), TestContext.Current.CancellationToken));
        Assert.NotNull(await Check(Own(5081)).ErrorAsync(new Uri("http://localhost:5080/sandbox"), TestContext.Current.CancellationToken));
    }

    private static string At(string url, int port) => url.Replace("{port}", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static SandboxEndpoint Own(int port)
    {
        var own = new SandboxEndpoint();
        own.Announce(Path);
        own.Resolve(new Uri($"http://localhost:{port}/sandbox"), [IPAddress.Loopback, IPAddress.IPv6Loopback]);
        return own;
    }

    private static EndpointCheck Check(SandboxEndpoint own) =>
        new(new NameLookup(Dns.GetHostAddresses), Targets.Guard(Targets.Options()), own, TimeProvider.System);
}
