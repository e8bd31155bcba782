using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.FrontDoor;

public sealed class ClientLimitTests
{
    private static readonly IPAddress Someone = IPAddress.Parse("203.0.113.9");
    private static readonly IPAddress SomeoneElse = IPAddress.Parse("203.0.113.10");

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_client_that_has_used_up_its_burst_continues_at_the_steady_rate_and_regains_it_when_idle()
    {
        var limit = Limit(perMinute: 6, burst: 3);

        Assert.All([1, 2, 3], _ => Assert.Null(limit.Take(Someone)));
        Assert.Equal(TimeSpan.FromSeconds(10), limit.Take(Someone));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), limit.Take(Someone));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(limit.Take(Someone));
        Assert.Equal(TimeSpan.FromSeconds(10), limit.Take(Someone));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.All([1, 2, 3], _ => Assert.Null(limit.Take(Someone)));
        Assert.NotNull(limit.Take(Someone));
    }

    [Fact]
    public void A_client_that_is_refused_takes_nothing_from_others()
    {
        var limit = Limit(perMinute: 6, burst: 1, totalPerSecond: 2);

        Assert.Null(limit.Take(Someone));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.NotNull(limit.Take(Someone)));
        Assert.Null(limit.Take(SomeoneElse));
    }

    [Fact]
    public void All_clients_together_have_a_limit_too()
    {
        var limit = Limit(perMinute: 60, burst: 60, totalPerSecond: 4);

        Assert.All(Enumerable.Range(0, 4), i => Assert.Null(limit.Take(Address(i))));
        Assert.Equal(TimeSpan.FromSeconds(0.25), limit.Take(Address(5)));
        _time.Advance(TimeSpan.FromSeconds(0.25));
        Assert.Null(limit.Take(Address(6)));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    [InlineData("::ffff:203.0.113.9", "::ffff:203.0.113.10", false)]
    public void Addresses_of_one_IPv6_network_are_one_client(string one, string other, bool areOne)
    {
        var limit = Limit(perMinute: 1, burst: 1);

        Assert.Null(limit.Take(IPAddress.Parse(one)));
        Assert.Equal(areOne, limit.Take(IPAddress.Parse(other)) is not null);
    }

    [Fact]
    public void Clients_whose_address_is_unknown_are_one()
    {
        var limit = Limit(perMinute: 1, burst: 1);

        Assert.Null(limit.Take(null));
        Assert.NotNull(limit.Take(null));
    }

    [Fact]
    public void Any_number_of_addresses_uses_bounded_memory_and_does_not_lock_out_known_clients()
    {
        var limit = Limit(perMinute: 60, burst: 2, totalPerSecond: 100_000);
        Assert.Null(limit.Take(Someone));

        for (var i = 0; i < 3 * ClientLimit.MaxClients; i++)
        {
            limit.Take(Address(i));
        }

        Assert.Equal(ClientLimit.MaxClients, limit.Clients);
        Assert.NotNull(limit.Take(Address(-1)));
        Assert.Null(limit.Take(Someone));

        // Once the others have been idle long enough, they are forgotten.
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.All([1, 2], _ => Assert.Null(limit.Take(Address(-1))));
        Assert.Equal(1, limit.Clients);
    }

    private static IPAddress Address(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private ClientLimit Limit(int perMinute, int burst, int totalPerSecond = 1_000) =>
        new(_time, new ClientLimitOptions { PerMinute = perMinute, Burst = burst, TotalPerSecond = totalPerSecond });
}
