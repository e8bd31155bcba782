using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// Says which addresses requests may go to: public unicast ones, and the networks an operator allows.
/// It vets addresses and never names, so a name that changes between check and connect gains nothing.
/// </summary>
public sealed class AddressGuard(IOptions<DispatchOptions> options)
{
    // IANA's special-purpose registry, multicast and what is reserved, the limited broadcast included.
    private static readonly IPNetwork[] Forbidden = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // Public IPv6 unicast is this and nothing else: loopback, NAT64, unique local, link-local, site-local and multicast lie outside.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Within it, these are no plain endpoints: protocol assignments with Teredo, documentation, 6to4, AS112.
    private static readonly IPNetwork[] ForbiddenGlobal = Parse("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(AllowedNetwork.Parse)];

    /// <summary>Whether a request may go to this address.</summary>
    public bool Allows(IPAddress address)
    {
        // The socket would connect to the IPv4 address, so that one is judged.
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return _allowed.Any(network => network.Contains(plain)) || IsPublic(plain);
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork
        ? !Forbidden.Any(network => network.Contains(address))
        : GlobalUnicast.Contains(address) && !ForbiddenGlobal.Any(network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] cidrs) => [.. cidrs.Select(cidr => IPNetwork.Parse(cidr))];
}
