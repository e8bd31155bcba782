using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Names that resolve to forbidden addresses. The test resolves each of them.</summary>
public sealed class GuardedConnectionTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    [Theory]
    [InlineData("93.184.215.14", "10.0.0.1")]
    [InlineData("10.0.0.1", "93.184.215.14")]
    [InlineData("2606:4700:4700::1111", "127.0.0.1")]
    [InlineData("93.184.215.14", "::ffff:127.0.0.1")]
    [InlineData("169.254.169.254")]
    public async Task A_name_with_a_forbidden_address_among_its_addresses_is_refused(params string[] addresses)
    {
        using var client = Targets.Client(Targets.Options(), names: new NameLookup(_ => [.. addresses.Select(IPAddress.Parse)]));

        var result = await client.SendAsync(Targets.To("http://both.example/hook"), "{}"u8.ToArray());

        Assert.Equal((FailureClass.ForbiddenAddress, null), (result.Failure, result.RequestHeaders));
    }

    [Fact]
    public async Task A_public_address_of_this_machine_is_refused_by_the_form_check_and_never_contacted()
    {
        await using var inside = RawEndpoint.Answering(200);
        var names = new NameLookup(_ => [Public]);
        var guard = Targets.Guard(Targets.Options("93.184.215.0/24"), Public);
        var own = new SandboxEndpoint();
        var wrapped = Microsoft.Extensions.Options.Options.Create(Targets.Options());
        using var client = new EndpointClient(new GuardedConnection(names, guard, own, new ConnectionLimiter(SendLimits.None, TimeProvider.System), wrapped), own, TimeProvider.System, wrapped);
        var target = Targets.To($"http://own.example:{inside.Port}/hook");

        Assert.Equal(
            "own.example resolves to 93.184.215.14, which is an address of this machine. It is allowed only if Dispatch:AllowedNetworks contains exactly 93.184.215.14/32.",
            await new EndpointCheck(names, guard, own, TimeProvider.System).ErrorAsync(target.Url, TestContext.Current.CancellationToken));
        Assert.Equal(FailureClass.ForbiddenAddress, (await client.SendAsync(target, "{}"u8.ToArray())).Failure);
    }

    [Fact]
    public async Task A_name_that_turns_private_between_the_check_and_the_connection_is_refused_and_its_machine_never_contacted()
    {
        await using var inside = RawEndpoint.Answering(200);
        var answers = new Queue<IPAddress>([Public, IPAddress.Loopback]);
        var names = new NameLookup(_ => [answers.Dequeue()]);
        var options = Targets.Options();
        var check = new EndpointCheck(names, Targets.Guard(options), new SandboxEndpoint(), TimeProvider.System);
        using var client = Targets.Client(options, names: names);
        var target = Targets.To($"http://rebinds.example:{inside.Port}/hook");

        Assert.Null(await check.ErrorAsync(target.Url, TestContext.Current.CancellationToken));
        var result = await client.SendAsync(target, "{}"u8.ToArray());

        Assert.Equal(FailureClass.ForbiddenAddress, result.Failure);
        Assert.Equal((0, 0), (answers.Count, inside.Connections));
    }

    [Fact]
    public async Task A_name_is_looked_up_once_per_connection_and_only_the_checked_address_is_contacted()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        var lookups = 0;
        using var client = Targets.Client(Targets.Options("127.0.0.0/8"), names: new NameLookup(_ => Interlocked.Increment(ref lookups) == 1 ? [IPAddress.Loopback] : [Public]));

        var result = await client.SendAsync(Targets.To($"http://once.example:{endpoint.Port}/hook"), "{}"u8.ToArray());

        Assert.Equal((200, 1, 1), (result.StatusCode, lookups, endpoint.Connections));
    }

    [Fact]
    public async Task The_next_address_is_tried_when_the_first_refuses_connections()
    {
        await using var endpoint = RawEndpoint.Answering(200);
        using var client = Targets.Client(Targets.Options("127.0.0.0/8"), names: new NameLookup(_ => [IPAddress.Parse("127.9.9.9"), IPAddress.Loopback]));

        Assert.Equal(200, (await client.SendAsync(Targets.To($"http://two.example:{endpoint.Port}/hook"), "{}"u8.ToArray())).StatusCode);
    }

    [Fact]
    public async Task A_lookup_that_hangs_times_out_and_callers_with_the_same_name_share_it()
    {
        using var hang = new ManualResetEventSlim();
        var lookups = 0;
        var options = Targets.Options();
        options.RequestTimeout = TimeSpan.FromMilliseconds(300);
        using var client = Targets.Client(options, names: new NameLookup(_ =>
        {
            Interlocked.Increment(ref lookups);
            hang.Wait();
            throw new SocketException((int)SocketError.HostNotFound);
        }));
        var target = Targets.To("http://hangs.example/hook");

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(target, "{}"u8.ToArray()).AsTask()));
        hang.Set();

        Assert.All(results, result => Assert.Equal(FailureClass.Timeout, result.Failure));
        Assert.Equal(1, lookups);
    }
}
