using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Parses an entry of <c>Dispatch:AllowedNetworks</c>. Rejects networks that would allow more than they appear to.</summary>
public static class AllowedNetwork
{
    private const int MappedPrefix = 96;

    /// <summary>A shorter prefix mixes private, local and public addresses.</summary>
    private const int MinPrefix = 8;

    /// <summary>::/8 contains loopback, several forms of IPv4, and NAT64, whose shortest prefix this is.</summary>
    private const int MinPrefixOfLowAddresses = 48;

    private static readonly IPNetwork LowAddresses = IPNetwork.Parse("::/8");

    // Shorter prefixes that contain only one kind of address: unique local, multicast and reserved.
    private static readonly IPNetwork[] WideButOfOneKind = [IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4")];

    /// <summary>The error message for an invalid CIDR; null if it is valid.</summary>
    public static string? Error(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || !IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/')), out var address))
        {
            return $"\"{text}\" is not a network. It must be a CIDR such as 10.1.0.0/16 or fd00::/8.";
        }

        // IPv4-mapped addresses are checked as IPv4, which a shorter prefix cannot express.
        if (address.IsIPv4MappedToIPv6 && network.PrefixLength < MappedPrefix)
        {
            return $"\"{text}\" is not an IPv4 network. Write it as IPv4, for example 10.1.0.0/16, or add 96 to its prefix.";
        }

        if (!network.BaseAddress.Equals(address))
        {
            return $"\"{text}\" has address bits beyond its prefix. Write {network} for the whole network, or {address}/{(address.GetAddressBytes().Length * 8)} for the single address.";
        }

        return IsTooWide(Plain(network))
            ? $"\"{text}\" is too wide: it contains local, private and public addresses. Add each private network separately, for example 10.1.0.0/16 or fd00::/8. Public addresses need no entry."
            : null;
    }

    /// <summary>Parses a valid CIDR. Converts an IPv4-mapped network to IPv4.</summary>
    public static IPNetwork Parse(string text) => Plain(IPNetwork.Parse(text));

    private static IPNetwork Plain(IPNetwork network) => network.BaseAddress.IsIPv4MappedToIPv6
        ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
        : network;

    private static bool IsTooWide(IPNetwork network) => network.PrefixLength < MinPrefixOf(network)
        && !WideButOfOneKind.Any(kind => kind.PrefixLength <= network.PrefixLength && kind.Contains(network.BaseAddress));

    private static int MinPrefixOf(IPNetwork network) =>
        network.BaseAddress.AddressFamily is AddressFamily.InterNetworkV6 && LowAddresses.Contains(network.BaseAddress) ? MinPrefixOfLowAddresses : MinPrefix;
}
