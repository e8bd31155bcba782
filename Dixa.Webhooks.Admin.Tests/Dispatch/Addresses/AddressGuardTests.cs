using System.Net;
using System.Net.NetworkInformation;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

public sealed class AddressGuardTests
{
    private static readonly string[] MachineAddresses = ["93.184.216.34", "10.1.2.3", "2606:4700::77", "fe80::1234%2", "127.0.0.1", "::1"];

    // One row per range: its first and last address, or a well-known address in it.
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

    // The addresses next to the ranges.
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
    [InlineData("127.0.0.0/8", "127.0.0.1", true)]
    [InlineData("127.0.0.0/8", "::1", false)]
    [InlineData("::1/128", "::1", true)]
    [InlineData("::1/128", "127.0.0.1", false)]
    [InlineData("::/96", "::1", true)]
    [InlineData("::/96", "::ffff:127.0.0.1", false)]
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
    [InlineData("fc00::/7", null)]
    [InlineData("240.0.0.0/4", null)]
    [InlineData("64:ff9b:1::/48", null)]
    [InlineData("0.0.0.0/0", "\"0.0.0.0/0\" is too wide: it contains local, private and public addresses. Add each private network separately")]
    [InlineData("::/0", "\"::/0\" is too wide")]
    [InlineData("::ffff:0:0/96", "is too wide")]
    [InlineData("0.0.0.0/1", "is too wide")]
    [InlineData("168.0.0.0/7", "is too wide")]
    [InlineData("192.0.0.0/2", "is too wide")]
    [InlineData("fc00::/6", "is too wide")]
    [InlineData("::/8", "is too wide")]
    [InlineData("64::/16", "is too wide")]
    [InlineData("10.1.0.0/33", "is not a network")]
    [InlineData("10.1.2.3/16", "Write 10.1.0.0/16 for the whole network, or 10.1.2.3/32 for the single address.")]
    [InlineData("fd00::1/64", "Write fd00::/64 for the whole network, or fd00::1/128 for the single address.")]
    [InlineData("::ffff:10.0.0.0/8", "Write it as IPv4")]
    [InlineData("::ffff:10.0.0.0/96", "Write ::ffff:0:0/96 for the whole network")]
    public void A_setting_that_would_open_more_than_it_seems_to_is_refused_at_the_start(string text, string? error)
    {
        if (error is null)
        {
            Assert.Null(AllowedNetwork.Error(text));
        }
        else
        {
            Assert.Contains(error, AllowedNetwork.Error(text), StringComparison.Ordinal);
        }
    }

    // The interfaces of the machine have 93.184.216.34, 10.1.2.3, 2606:4700::77 and fe80::1234.
    [Theory]
    [InlineData("93.184.216.34", "")]
    [InlineData("::ffff:93.184.216.34", "")]
    [InlineData("2606:4700::77", "")]
    [InlineData("2606:4700::77", "2606:4700::/32")]
    [InlineData("93.184.216.34", "93.184.216.0/24")]
    [InlineData("10.1.2.3", "10.0.0.0/8")]
    [InlineData("::ffff:10.1.2.3", "10.0.0.0/8")]
    [InlineData("fe80::1234%2", "fe80::/10")]
    [InlineData("64:ff9b::5db8:d822", "64:ff9b::/96")]
    [InlineData("64:ff9b::5db8:d822", "64:ff9b::5db8:d800/120")]
    [InlineData("2002:5db8:d822::1", "2002::/16")]
    [InlineData("2002:5db8:d822::1", "93.184.216.34/32")]
    public void An_address_of_this_machine_is_refused_even_when_a_wider_network_is_allowed(string address, string network)
    {
        var refusal = GuardOfMachine(network).Refusal(IPAddress.Parse(address));

        Assert.StartsWith("an address of this machine. It is allowed only if Dispatch:AllowedNetworks contains exactly ", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("93.184.216.34", "93.184.216.34/32")]
    [InlineData("::ffff:93.184.216.34", "93.184.216.34/32")]
    [InlineData("93.184.216.34", "::ffff:93.184.216.34/128")]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData("2606:4700::77", "2606:4700::77/128")]
    [InlineData("fe80::1234%2", "fe80::1234/128")]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("93.184.216.35", "")]
    [InlineData("10.1.2.4", "10.0.0.0/8")]
    public void An_address_of_this_machine_is_allowed_by_an_entry_for_it_and_loopback_by_its_range(string address, string network) =>
        Assert.Null(GuardOfMachine(network).Refusal(IPAddress.Parse(address)));

    [Theory]
    [InlineData("169.254.169.254", "169.254.0.0/16")]
    [InlineData("::ffff:169.254.169.254", "169.254.0.0/16")]
    [InlineData("64:ff9b::a9fe:a9fe", "64:ff9b::/96")]
    [InlineData("64:ff9b:1::a9fe:a9fe", "64:ff9b:1::/48")]
    [InlineData("64:ff9b:1:a9fe:a9:fe00::", "64:ff9b:1::/48")]
    [InlineData("2002:a9fe:a9fe::", "2002::/16")]
    [InlineData("::169.254.169.254", "::/96")]
    [InlineData("::ffff:0:169.254.169.254", "::ffff:0:0:0/96")]
    [InlineData("2001:0:a9fe:a9fe::", "2001::/32")]
    [InlineData("2001::5601:5601", "2001::/32")]
    [InlineData("100.100.100.200", "100.64.0.0/10")]
    [InlineData("168.63.129.16", "")]
    [InlineData("168.63.129.16", "168.63.0.0/16")]
    [InlineData("fd00:ec2::254", "fd00::/8")]
    [InlineData("fd20:ce::254", "fc00::/7")]
    [InlineData("192.0.0.192", "192.0.0.0/24")]
    public void A_metadata_service_is_refused_even_when_a_wider_network_is_allowed(string address, string network)
    {
        var refusal = GuardOfMachine(network).Refusal(IPAddress.Parse(address));

        Assert.StartsWith("a cloud provider's metadata service.", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.169.254", "169.254.169.254/32", true)]
    [InlineData("168.63.129.16", "168.63.129.16/32", true)]
    [InlineData("168.63.129.17", "", true)]
    [InlineData("fd00:ec2::254", "fd00:ec2::254/128", true)]
    [InlineData("169.254.1.1", "169.254.0.0/16", true)]
    [InlineData("169.254.1.1", "169.254.1.0/24", true)]
    [InlineData("169.254.1.1", "169.0.0.0/8", false)]
    [InlineData("::ffff:169.254.1.1", "169.0.0.0/8", false)]
    [InlineData("fe80::1%4", "fe80::/64", true)]
    [InlineData("fe80::1", "fe00::/8", false)]
    [InlineData("64:ff9b::a9fe:101", "64:ff9b::/96", false)]
    [InlineData("64:ff9b::a00:1", "64:ff9b::/96", false)]
    [InlineData("64:ff9b::808:808", "64:ff9b::/96", true)]
    [InlineData("2002:a00:1::", "2002::/16", false)]
    [InlineData("2002:808:808::", "2002::/16", true)]
    public void Link_local_and_metadata_addresses_need_an_entry_of_their_own(string address, string network, bool allowed) =>
        Assert.Equal(allowed, GuardOfMachine(network).Allows(IPAddress.Parse(address)));

    [Fact]
    public void The_addresses_of_this_machine_are_read_again_after_a_minute()
    {
        var time = new FakeTimeProvider();
        var (reads, own) = (0, new List<IPAddress>());
        var addresses = new MachineAddresses(
            () =>
            {
                reads++;
                return own.ToList();
            },
            time,
            NullLogger<MachineAddresses>.Instance);
        var address = IPAddress.Parse("93.184.216.34");
        Assert.False(addresses.Contains(address));
        own.Add(address);

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(addresses.Contains(address));
        Assert.Equal(1, reads);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(addresses.Contains(address));
        Assert.Equal(2, reads);
    }

    [Fact]
    public void When_the_interfaces_cannot_be_read_the_last_known_addresses_count()
    {
        var time = new FakeTimeProvider();
        var address = IPAddress.Parse("93.184.216.34");
        var reads = 0;
        var addresses = new MachineAddresses(() => reads++ == 0 ? [address] : throw new NetworkInformationException(), time, NullLogger<MachineAddresses>.Instance);
        Assert.True(addresses.Contains(address));

        time.Advance(TimeSpan.FromMinutes(1));

        Assert.True(addresses.Contains(address));
        Assert.Equal(2, reads);
    }

    [Fact]
    public void The_addresses_of_the_real_interfaces_are_found()
    {
        var addresses = new MachineAddresses(TimeProvider.System, NullLogger<MachineAddresses>.Instance);

        Assert.True(addresses.Contains(IPAddress.Loopback));
        Assert.False(addresses.Contains(IPAddress.Parse("192.0.2.77")));
    }

    private static AddressGuard Guard(params string[] allowed) => Targets.Guard(Targets.Options(allowed));

    private static AddressGuard GuardOfMachine(string network) => Targets.Guard(
        Targets.Options(network.Length == 0 ? [] : [network]),
        [.. MachineAddresses.Select(IPAddress.Parse)]);
}
