using System.Net;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The client's IP address, after the forwarded headers of known proxies.</summary>
public sealed class ClientAddress(IHttpContextAccessor accessor)
{
    /// <summary>The address of the current request; null outside of requests.</summary>
    public string? OfRequest => Of(accessor.HttpContext);

    /// <summary>The address of a request's client; null if there is no request or no network.</summary>
    public static string? Of(HttpContext? http) => http?.Connection.RemoteIpAddress is { } address ? Normalize(address).ToString() : null;

    /// <summary>A server that listens on IPv6 sees the addresses of IPv4 clients in another form.</summary>
    private static IPAddress Normalize(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Remembers the address of an open page, whose later events do not belong to a request.</summary>
    public sealed class OfPage(ClientAddress client) : CircuitHandler
    {
        /// <summary>Null outside of open pages.</summary>
        public string? Address { get; private set; }

        /// <summary>Runs at the start of the page, and after each reconnect.</summary>
        public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Address = client.OfRequest ?? Address;
            return Task.CompletedTask;
        }
    }
}
