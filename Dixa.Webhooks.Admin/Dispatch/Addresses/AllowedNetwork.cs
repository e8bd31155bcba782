using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>A network of <c>Dispatch:AllowedNetworks</c>. One that would open more than it seems to is refused.</summary>
public static class AllowedNetwork
{
    private const int MappedPrefix = 96;

    /// <summary>A shorter prefix covers private, local and public addresses alike.</summary>
    private const int ShortestPrefix = 8;

    /// <summary>In ::/8 are loopback, IPv4 in several forms and NAT64, whose shortest prefix this is.</summary>
    private const int ShortestPrefixOfLowAddresses = 48;

    private static readonly IPNetwork LowAddresses = IPNetwork.Parse("::/8");

    // Shorter prefixes of one kind: unique local, multicast and reserved addresses.
    private static readonly IPNetwork[] WideButOfOneKind = [IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4")];

    /// <summary>What is wrong with a CIDR and what is allowed, or null.</summary>
    public static string? Error(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || !IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/')), out var address))
        {
            return $"\"{text}\" is not a network. It must be a CIDR such as 10.1.0.0/16 or fd00::/8.";
        }

        // IPv4-mapped addresses are judged as the IPv4 that they wrap, which a shorter prefix would not name.
        if (address.IsIPv4MappedToIPv6 && network.PrefixLength < MappedPrefix)
        {
            return $"\"{text}\" does not name an IPv4 network. Write it as IPv4, such as 10.1.0.0/16, or with 96 added to its prefix.";
        }

        if (!network.BaseAddress.Equals(address))
        {
            return $"\"{text}\" says more than its prefix covers. Write {network} for the whole network, or {address}/{(address.GetAddressBytes().Length * 8)} for the one address.";
        }

        return IsTooWide(Plain(network))
            ? $"\"{text}\" is too wide: it covers local, private and public addresses alike. Name each private network by itself, for example 10.1.0.0/16 or fd00::/8; public addresses need no entry."
            : null;
    }

    /// <summary>Reads a CIDR that has no problem. An IPv4-mapped network is the IPv4 network that it wraps.</summary>
    public static IPNetwork Parse(string text) => Plain(IPNetwork.Parse(text));

    private static IPNetwork Plain(IPNetwork network) => network.BaseAddress.IsIPv4MappedToIPv6
        ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
        : network;

    private static bool IsTooWide(IPNetwork network) => network.PrefixLength < Shortest(network)
        && !WideButOfOneKind.Any(kind => kind.PrefixLength <= network.PrefixLength && kind.Contains(network.BaseAddress));

    private static int Shortest(IPNetwork network) =>
        network.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 && LowAddresses.Contains(network.BaseAddress) ? ShortestPrefixOfLowAddresses : ShortestPrefix;
}
