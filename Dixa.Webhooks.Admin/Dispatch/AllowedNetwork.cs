using System.Net;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>A network of <c>Dispatch:AllowedNetworks</c>. One that would open more than it seems to is no network.</summary>
public static class AllowedNetwork
{
    private const int MappedPrefix = 96;

    /// <summary>What is wrong with a CIDR and what is allowed, or null.</summary>
    public static string? Problem(string text)
    {
        if (!IPNetwork.TryParse(text, out var network) || !IPAddress.TryParse(text.AsSpan(0, text.IndexOf('/')), out var address))
        {
            return $"\"{text}\" is not a network. Allowed are CIDRs such as 10.1.0.0/16 or fd00::/8.";
        }

        // IPv4-mapped addresses are judged as the IPv4 that they wrap, which a shorter prefix would not name.
        if (address.IsIPv4MappedToIPv6 && network.PrefixLength < MappedPrefix)
        {
            return $"\"{text}\" does not name an IPv4 network. Write it as IPv4, such as 10.1.0.0/16, or with 96 added to its prefix.";
        }

        return network.BaseAddress.Equals(address)
            ? null
            : $"\"{text}\" says more than its prefix covers. Write {network} for the whole network, or {address}/{(address.GetAddressBytes().Length * 8)} for the one address.";
    }

    /// <summary>Reads a CIDR that has no problem. An IPv4-mapped network is the IPv4 network that it wraps.</summary>
    public static IPNetwork Parse(string text)
    {
        var network = IPNetwork.Parse(text);
        return network.BaseAddress.IsIPv4MappedToIPv6
            ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix)
            : network;
    }
}
