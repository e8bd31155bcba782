using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Finds a free port on the loopback.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
