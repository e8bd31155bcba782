using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Receiving;

/// <summary>
/// The cheapest possible receiver: keep-alive HTTP/1.1 on raw sockets. <c>/w/12</c> responds with 200,
/// <c>/hang/12</c> never responds.
/// </summary>
internal sealed class RawServer : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly Arrivals _arrivals;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public RawServer(Arrivals arrivals)
    {
        _arrivals = arrivals;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    private static ReadOnlySpan<byte> Answer => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8;

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            var connection = await _listener.AcceptAsync();
            connection.NoDelay = true;
            _ = ServeAsync(connection);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            using (connection)
            {
                await ServeRequestsAsync(connection);
            }
        }
        catch (SocketException)
        {
            // The sender closed the connection, as it does if an endpoint hangs.
        }
    }

    private async Task ServeRequestsAsync(Socket connection)
    {
        var buffer = new byte[BufferBytes];
        var filled = 0;
        for (int read; (read = await connection.ReceiveAsync(buffer.AsMemory(filled))) > 0;)
        {
            filled += read;
            var taken = 0;
            while (Take(connection, buffer.AsSpan(taken, filled - taken)) is > 0 and var length)
            {
                taken += length;
            }

            filled -= taken;
            if (taken > 0)
            {
                buffer.AsSpan(taken, filled).CopyTo(buffer);
            }
            else if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }
    }

    private int Take(Socket connection, ReadOnlySpan<byte> bytes)
    {
        var length = RequestReader.Read(bytes, out var endpoint, out var eventId, out var hangs);
        if (length == 0)
        {
            return 0;
        }

        if (hangs)
        {
            _arrivals.AddHung();
            return length;
        }

        _arrivals.Add(new Arrival(endpoint, eventId, Stopwatch.GetTimestamp()));
        connection.Send(Answer);
        return length;
    }
}
