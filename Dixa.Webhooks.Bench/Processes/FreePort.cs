using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>Finds a free loopback port outside the range for outgoing connections, of which a run opens many.</summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 31_999;

    public static int Find()
    {
#pragma warning disable CA5394 // Any free port will do.
        var start = Random.Shared.Next(Last - First + 1);
#pragma warning restore CA5394
        return Enumerable.Range(0, Last - First + 1).Select(i => First + ((start + i) % (Last - First + 1))).FirstOrDefault(IsFree) is > 0 and var port
            ? port
            : throw new BenchException($"No port from {First} to {Last} is free.");
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
