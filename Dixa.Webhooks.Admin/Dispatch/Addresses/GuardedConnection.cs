using System.Net;
using System.Net.Sockets;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch.Addresses;

/// <summary>Resolves a host, checks every address with the guard, and connects to a checked address, never to the name.</summary>
public sealed class GuardedConnection(NameLookup names, AddressGuard guard, SandboxEndpoint own, ConnectionLimiter connections, IOptions<DispatchOptions> options)
{
    // Twice the body limit leaves room for headers, chunk framing and TLS overhead.
    private readonly long _maxReceivedBytes = (2L * options.Value.MaxResponseBytes) + (128 * 1024);

    /// <exception cref="ForbiddenAddressException">One of the host's addresses is forbidden.</exception>
    /// <exception cref="SocketException">The name does not resolve, or no address accepts a connection.</exception>
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel) =>
        CountedAsync(() => ResolveAndConnectAsync(context, cancel), cancel);

    /// <summary>Connects only to the application's own listener. Only for requests to <see cref="SandboxEndpoint"/>.</summary>
    /// <exception cref="ForbiddenAddressException">The sandbox is not available at this port.</exception>
    /// <exception cref="SocketException">No address accepts a connection.</exception>
    public ValueTask<Stream> ConnectToSandboxAsync(SocketsHttpConnectionContext context, CancellationToken cancel) =>
        own.Url is { Port: var port } && port == context.DnsEndPoint.Port
            ? CountedAsync(() => ConnectAsync(own.Listener, port, cancel), cancel)
            : throw new ForbiddenAddressException();

    /// <summary>Counts the connection before the lookup, since a lookup needs a socket too.</summary>
    private async ValueTask<Stream> CountedAsync(Func<ValueTask<Stream>> connect, CancellationToken cancel)
    {
        await connections.EnterAsync(cancel);
        try
        {
            return await connect();
        }
        catch
        {
            connections.Leave();
            throw;
        }
    }

    private async ValueTask<Stream> ResolveAndConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var addresses = await names.FindAsync(context.DnsEndPoint.Host, cancel);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (!addresses.All(guard.Allows))
        {
            throw new ForbiddenAddressException();
        }

        return await ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
    }

    private async ValueTask<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await ConnectAsync(addresses[i], port, cancel);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // Try the next address. For example, nothing may listen on the IPv6 address of a name.
            }
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancel)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancel);
            return new EndpointStream(socket, _maxReceivedBytes, connections);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
