using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Normalizes the forms in which one address can be written, so that none of them bypasses the address guard.</summary>
internal static class IpForms
{
    private static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");
    private static readonly IPNetwork Translated = IPNetwork.Parse("::ffff:0:0:0/96");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork LocalNat64 = IPNetwork.Parse("64:ff9b:1::/48");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Teredo = IPNetwork.Parse("2001::/32");

    /// <summary>The address that a socket connects to: IPv4 instead of IPv4-mapped IPv6, and without a zone.</summary>
    public static IPAddress Plain(IPAddress address)
    {
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
    }

    /// <summary>The IPv4 addresses that a gateway may translate an IPv6 address to, and the length of the gateway's prefix.</summary>
    /// <param name="plain">An address as <see cref="Plain"/> returns it.</param>
    public static (IPAddress[] Addresses, int Prefix) Embedded(IPAddress plain)
    {
        if (plain.AddressFamily is not AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(plain) || plain.Equals(IPAddress.IPv6Any))
        {
            return ([], 0);
        }

        var bytes = plain.GetAddressBytes();
        return plain switch
        {
            _ when Compatible.Contains(plain) || Translated.Contains(plain) || Nat64.Contains(plain) => ([At(12)], 96),
            _ when LocalNat64.Contains(plain) => ([At(12), Of(6, 7, 9, 10)], 48), // RFC 6052, section 2.2: after 96 or 48 bits.
            _ when SixToFour.Contains(plain) => ([At(2)], 16),
            _ when Teredo.Contains(plain) => ([At(4), Inverted(12)], 32), // RFC 4380, section 4: the server, and the client with inverted bits.
            _ => ([], 0),
        };

        IPAddress At(int start) => new(bytes.AsSpan(start, 4));

        IPAddress Of(params int[] places) => new(Array.ConvertAll(places, place => bytes[place]));

        IPAddress Inverted(int start) => new(Array.ConvertAll(bytes[start..(start + 4)], part => (byte)~part));
    }
}
