using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>
/// Finds a free loopback port outside the range for outgoing connections, so that no connection takes it before a process listens on it or
/// while one restarts. The tests use this file too.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 31_999;

#pragma warning disable CA5394 // Any free port will do.
    private static int _last = Random.Shared.Next(First, Last);
#pragma warning restore CA5394

    public static int Find()
    {
        for (var tries = First; tries <= Last; tries++)
        {
            var port = First + ((Interlocked.Increment(ref _last) & int.MaxValue) % (Last - First + 1));
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {Last} is free.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
