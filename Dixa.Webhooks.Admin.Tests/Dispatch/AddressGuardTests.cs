using System.Net;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Dispatch;

public sealed class AddressGuardTests
{
    // A row for each range: its first and its last address, or the one that it is known for.
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255")] // this network
    [InlineData("10.0.0.0", "10.255.255.255")] // private
    [InlineData("100.64.0.0", "100.127.255.255")] // carrier-grade NAT
    [InlineData("127.0.0.0", "127.255.255.255")] // loopback
    [InlineData("169.254.0.0", "169.254.255.255")] // link-local
    [InlineData("169.254.169.254", "169.254.170.2")] // cloud metadata
    [InlineData("172.16.0.0", "172.31.255.255")] // private
    [InlineData("192.0.0.0", "192.0.0.255")] // protocol assignments
    [InlineData("192.0.2.0", "192.0.2.255")] // documentation
    [InlineData("192.31.196.0", "192.31.196.255")] // AS112
    [InlineData("192.52.193.0", "192.52.193.255")] // AMT
    [InlineData("192.88.99.0", "192.88.99.255")] // 6to4 relays
    [InlineData("192.168.0.0", "192.168.255.255")] // private
    [InlineData("192.175.48.0", "192.175.48.255")] // AS112
    [InlineData("198.18.0.0", "198.19.255.255")] // benchmarks
    [InlineData("198.51.100.0", "198.51.100.255")] // documentation
    [InlineData("203.0.113.0", "203.0.113.255")] // documentation
    [InlineData("224.0.0.0", "239.255.255.255")] // multicast
    [InlineData("240.0.0.0", "255.255.255.254")] // reserved
    [InlineData("255.255.255.255", "255.255.255.255")] // broadcast
    [InlineData("::", "::1")] // unspecified, loopback
    [InlineData("::7f00:1", "::a00:1")] // IPv4-compatible
    [InlineData("::ffff:127.0.0.1", "::ffff:10.0.0.1")] // IPv4-mapped
    [InlineData("::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8")] // IPv4-translated
    [InlineData("64:ff9b::7f00:1", "64:ff9b::808:808")] // NAT64
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff")] // local NAT64
    [InlineData("100::", "100::ffff:ffff:ffff:ffff")] // discard
    [InlineData("2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff")] // Teredo
    [InlineData("2001:2::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff")] // benchmarks, ORCHID and other assignments
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")] // documentation
    [InlineData("2002:7f00:1::", "2002:808:808::1")] // 6to4
    [InlineData("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff")] // AS112
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff")] // documentation
    [InlineData("5f00::", "5f00:ffff::1")] // segment routing
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")] // unique local
    [InlineData("fd00:ec2::254", "fd20:ce::254")] // cloud metadata
    [InlineData("fe80::", "febf:ffff::1")] // link-local
    [InlineData("fe80::1%3", "fe80::1%1")] // link-local with a zone
    [InlineData("fec0::", "feff:ffff::1")] // site-local
    [InlineData("ff00::", "ff0e::1")] // multicast
    public void What_is_not_public_is_refused(string first, string last) =>
        Assert.Equal((false, false), (Guard().Allows(IPAddress.Parse(first)), Guard().Allows(IPAddress.Parse(last))));

    // The addresses on both sides of the ranges.
    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.0.1.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("93.184.215.14")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("2001:200::1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001:80b::200e")]
    public void What_is_public_is_allowed(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", "10.0.255.255", false)]
    [InlineData("10.1.0.0/16", "10.1.0.0", true)]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.0.0/16", "::ffff:10.1.2.3", true)]
    [InlineData("10.1.0.0/16", "::ffff:10.2.0.0", false)]
    [InlineData("10.1.0.0/16", "64:ff9b::a01:203", false)]
    [InlineData("10.1.0.0/16", "2002:a01:203::1", false)]
    [InlineData("10.1.2.3/32", "10.1.2.3", true)]
    [InlineData("10.1.2.3/32", "10.1.2.2", false)]
    [InlineData("10.1.2.3/32", "10.1.2.4", false)]
    [InlineData("0.0.0.0/0", "127.0.0.1", true)]
    [InlineData("0.0.0.0/0", "::1", false)]
    [InlineData("::/0", "::1", true)]
    [InlineData("::/0", "127.0.0.1", false)]
    [InlineData("::/0", "::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.1.0.0/112", "10.1.2.3", true)]
    [InlineData("::ffff:10.1.0.0/112", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.1.0.0/112", "10.2.0.0", false)]
    [InlineData("::ffff:10.1.2.3/128", "10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3/128", "10.1.2.4", false)]
    [InlineData("64:ff9b::a01:0/112", "64:ff9b::a01:203", true)]
    [InlineData("64:ff9b::a01:0/112", "64:ff9b::a02:0", false)]
    [InlineData("64:ff9b::a01:0/112", "10.1.2.3", false)]
    [InlineData("fd00::/16", "fd00:ffff::5", true)]
    [InlineData("fd00::/16", "fd01::5", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    public void A_setting_opens_its_own_network_and_nothing_around_it(string network, string address, bool allowed) =>
        Assert.Equal(allowed, Guard(network).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.0.0/16", null)]
    [InlineData("10.1.2.3/32", null)]
    [InlineData("::1/128", null)]
    [InlineData("::ffff:10.1.0.0/112", null)]
    [InlineData("loopback", "is not a network")]
    [InlineData("10.1.2.3", "is not a network")]
    [InlineData("10.1.0.0/33", "is not a network")]
    [InlineData("10.1.2.3/16", "Write 10.1.0.0/16 for the whole network, or 10.1.2.3/32 for the one address.")]
    [InlineData("fd00::1/64", "Write fd00::/64 for the whole network, or fd00::1/128 for the one address.")]
    [InlineData("::ffff:10.0.0.0/8", "Write it as IPv4")]
    [InlineData("::ffff:10.0.0.0/96", "Write ::ffff:0:0/96 for the whole network")]
    public void A_setting_that_would_open_more_than_it_seems_to_is_refused_at_the_start(string text, string? problem)
    {
        if (problem is null)
        {
            Assert.Null(AllowedNetwork.Problem(text));
        }
        else
        {
            Assert.Contains(problem, AllowedNetwork.Problem(text), StringComparison.Ordinal);
        }
    }

    private static AddressGuard Guard(params string[] allowed) => new(Microsoft.Extensions.Options.Options.Create(Targets.Options(allowed)));
}
