using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>Finds a free port outside the range for outgoing connections, so that it stays free while a process restarts.</summary>
internal static class LoopbackPort
{
    private const int First = 20_000;
    private const int Last = 31_999;

    private static int _last = Random.Shared.Next(First, Last);

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
