using System.Net;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>An entry of <c>ForwardedHeaders:KnownProxies</c>: an address, or a network in CIDR notation.</summary>
internal static class KnownProxy
{
    private const int MappedPrefix = 96;

    /// <summary>Returns what is wrong with an entry and what is allowed, or null if it is valid.</summary>
    public static string? Error(string text)
    {
        if (!text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out var single))
        {
            return single.Equals(IPAddress.Any) || single.Equals(IPAddress.IPv6Any) ? Unspecific(text) : null;
        }

        if (!IPNetwork.TryParse(text, out var network))
        {
            return $"\"{text}\" is not an address or a network. It must be an address such as 10.0.0.5 or a network such as 10.0.0.0/24.";
        }

        return network.PrefixLength == 0 || (network.BaseAddress.IsIPv4MappedToIPv6 && network.PrefixLength <= MappedPrefix) ? Unspecific(text) : null;
    }

    /// <summary>Parses a valid entry. A single address becomes a network with one address.</summary>
    public static IPNetwork Parse(string text)
    {
        var network = text.Contains('/', StringComparison.Ordinal) ? IPNetwork.Parse(text) : new IPNetwork(IPAddress.Parse(text), IPAddress.Parse(text).GetAddressBytes().Length * 8);

        // The framework compares IPv4-mapped IPv6 client addresses as IPv4.
        return network.BaseAddress.IsIPv4MappedToIPv6 ? new IPNetwork(network.BaseAddress.MapToIPv4(), network.PrefixLength - MappedPrefix) : network;
    }

    private static string Unspecific(string text) =>
        $"\"{text}\" covers every address, so anyone could fake their address. Enter only the addresses of your proxies, such as 10.0.0.5 or 10.0.0.0/24.";
}
