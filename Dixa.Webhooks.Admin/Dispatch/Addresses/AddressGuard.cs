using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// Decides which addresses requests may go to: public unicast addresses that are not this machine's own, and the networks
/// that an operator allows. It checks addresses and never names, so a DNS name that changes between the check and the connection
/// (DNS rebinding) cannot bypass it.
/// </summary>
public sealed class AddressGuard(IOptions<DispatchOptions> options, MachineAddresses machine)
{
    // IANA's special-purpose registry, multicast and reserved addresses, including the limited broadcast.
    private static readonly IPNetwork[] Forbidden = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    // All public IPv6 unicast addresses: loopback, NAT64, unique local, link-local, site-local and multicast are outside of it.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Forbidden ranges within it: protocol assignments including Teredo, documentation, 6to4, AS112.
    private static readonly IPNetwork[] ForbiddenGlobal = Parse("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private static readonly IPNetwork[] LinkLocal = Parse("169.254.0.0/16", "fe80::/10");

    // Metadata services give credentials to any program on the machine: AWS, Google, Azure and others; ECS and EKS; AWS over IPv6; Google over
    // IPv6; Scaleway over IPv6; Alibaba; Oracle; Azure's host service, whose address is in a public range.
    private static readonly HashSet<IPAddress> Metadata = new[]
    {
        "169.254.169.254", "169.254.170.2", "169.254.170.23", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254",
        "fd00:42::42", "100.100.100.200", "192.0.0.192", "168.63.129.16",
    }.Select(IPAddress.Parse).ToHashSet();

    private readonly IPNetwork[] _allowed = [.. options.Value.AllowedNetworks.Select(AllowedNetwork.Parse)];

    public bool Allows(IPAddress address) => Refusal(address) is null;

    /// <summary>
    /// Why requests to this address are forbidden, as the end of a sentence that starts with "it is", and what an operator can do. Null if
    /// they are allowed.
    /// </summary>
    public string? Refusal(IPAddress address)
    {
        var plain = IpForms.Plain(address);
        if (IsNamed(plain))
        {
            return null;
        }

        var (embedded, prefix) = IpForms.Embedded(plain);
        if (IsMetadata(plain) || embedded.Any(IsMetadata))
        {
            return $"a cloud provider's metadata service. It is allowed only if Dispatch:AllowedNetworks contains exactly {Entry(plain)}.";
        }

        // Loopback is excluded here: it has its own range, which can be allowed as a whole.
        if (IsOwn(plain) || embedded.Any(IsOwn))
        {
            return $"an address of this machine. It is allowed only if Dispatch:AllowedNetworks contains exactly {Entry(plain)}.";
        }

        var isLinkLocal = IsLinkLocal(plain) || embedded.Any(IsLinkLocal);
        var isPublic = IsPublic(plain);
        var mayLeadInside = embedded.Any(inner => !IsPublic(inner));
        var isAllowed = _allowed.Any(network => network.Contains(plain)
            && (!isLinkLocal || IsWithinLinkLocal(network))
            && (!mayLeadInside || network.PrefixLength > prefix));
        return isAllowed || isPublic
            ? null
            : "a private, local or reserved address. Only public addresses and the networks in Dispatch:AllowedNetworks are allowed.";
    }

    private bool IsNamed(IPAddress plain) => _allowed.Any(network => network.PrefixLength == Bits(plain) && network.Contains(plain));

    private bool IsOwn(IPAddress plain) => !IPAddress.IsLoopback(plain) && machine.Contains(plain);

    private static bool IsMetadata(IPAddress plain) => Metadata.Contains(plain);

    private static bool IsLinkLocal(IPAddress plain) => LinkLocal.Any(range => range.Contains(plain));

    private static bool IsWithinLinkLocal(IPNetwork network) => LinkLocal.Any(range => network.PrefixLength >= range.PrefixLength && range.Contains(network.BaseAddress));

    private static bool IsPublic(IPAddress address) => address.AddressFamily is AddressFamily.InterNetwork
        ? !Forbidden.Any(network => network.Contains(address))
        : GlobalUnicast.Contains(address) && !ForbiddenGlobal.Any(network => network.Contains(address));

    private static string Entry(IPAddress plain) => $"{plain}/{Bits(plain)}";

    private static int Bits(IPAddress plain) => plain.AddressFamily is AddressFamily.InterNetwork ? 32 : 128;

    private static IPNetwork[] Parse(params string[] cidrs) => [.. cidrs.Select(cidr => IPNetwork.Parse(cidr))];
}
