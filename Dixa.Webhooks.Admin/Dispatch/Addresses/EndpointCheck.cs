using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// Says while somebody enters an address that it leads where requests may not go. A courtesy: the address is vetted again
/// whenever a connection is made, since a name may lead elsewhere by then.
/// </summary>
public sealed class EndpointCheck(NameLookup names, AddressGuard guard, SandboxEndpoint own, TimeProvider time)
{
    /// <summary>How long a lookup may keep a form waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What is wrong with an address and what is allowed, or null. A name that does not resolve, or not in time, may come later: null.</summary>
    public async Task<string?> ErrorAsync(Uri url, CancellationToken cancel)
    {
        if (await own.IsAsync(url, cancel))
        {
            return null;
        }

        foreach (var address in await AddressesAsync(url.IdnHost, cancel))
        {
            if (guard.Refusal(address) is { } refusal)
            {
                return IsLiteral(url.IdnHost, out _) ? $"{address} is {refusal}" : $"{url.Host} leads to {address}, which is {refusal}";
            }
        }

        return null;
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancel)
    {
        if (IsLiteral(host, out var literal))
        {
            return [literal!];
        }

        try
        {
            return await names.FindAsync(host, cancel).WaitAsync(Patience, time, cancel);
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException or ArgumentException)
        {
            return IsLocalhost(Bare(host)) ? [IPAddress.Loopback] : [];
        }
    }

    // RFC 6761, section 6.3: these names are the machine itself, whether or not the system's lookup knows them.
    private static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a host is an address: <see cref="Uri"/> has written decimal, octal, hex and short forms out, but not behind a dot at the end.</summary>
    private static bool IsLiteral(string host, out IPAddress? address) => IPAddress.TryParse(Bare(host), out address);

    private static string Bare(string host) => host.TrimEnd('.');
}
