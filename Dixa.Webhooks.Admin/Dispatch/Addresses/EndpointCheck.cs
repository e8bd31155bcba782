using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>
/// Checks a URL while a user enters it. This is only early feedback: the address is checked again for every connection, since a name may
/// resolve to a different address by then.
/// </summary>
public sealed class EndpointCheck(NameLookup names, AddressGuard guard, SandboxEndpoint own, TimeProvider time)
{
    /// <summary>How long a form waits for a lookup.</summary>
    private static readonly TimeSpan LookupTimeout = TimeSpan.FromSeconds(2);

    /// <summary>The error message if requests to the URL are forbidden; otherwise null. A name that does not resolve in time is accepted, since it may resolve later.</summary>
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
                return IsLiteral(url.IdnHost, out _) ? $"{address} is {refusal}" : $"{url.Host} resolves to {address}, which is {refusal}";
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
            return await names.FindAsync(host, cancel).WaitAsync(LookupTimeout, time, cancel);
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException or ArgumentException)
        {
            return IsLocalhost(Bare(host)) ? [IPAddress.Loopback] : [];
        }
    }

    // RFC 6761, section 6.3: these names always mean this machine, even if the system does not resolve them.
    private static bool IsLocalhost(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a host is an IP address. <see cref="Uri"/> has normalized decimal, octal, hex and short forms, unless the host ends with a dot.</summary>
    private static bool IsLiteral(string host, out IPAddress? address) => IPAddress.TryParse(Bare(host), out address);

    private static string Bare(string host) => host.TrimEnd('.');
}
