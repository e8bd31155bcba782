using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>A publisher's keep-alive connection. It is a raw socket, so that the load client uses little of the CPU that it shares with the application.</summary>
internal sealed class PublishConnection : IDisposable
{
    private const int StatusAt = 9;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public static async Task<PublishConnection> OpenAsync(int port, CancellationToken cancel)
    {
        var connection = new PublishConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancel);
        return connection;
    }

    /// <summary>Sends a request, waits for the complete response, and returns its status.</summary>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancel)
    {
        while (request.Length > 0)
        {
            request = request[await _socket.SendAsync(request, cancel)..];
        }

        for (var filled = 0; ;)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled), cancel);
            if (read == 0)
            {
                throw new BenchException("A publisher's connection was closed before the response.");
            }

            filled += read;
            if (IsComplete(_buffer.AsSpan(0, filled)))
            {
                return Utf8Parser.TryParse(_buffer.AsSpan(StatusAt), out int status, out _) ? status : 0;
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    // Requests are not pipelined, so the bytes belong to one response.
    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = answer[..head].IndexOf("\r\nContent-Length: "u8);
        return length >= 0 && Utf8Parser.TryParse(answer[(length + "\r\nContent-Length: ".Length)..], out int expected, out _)
            ? answer.Length >= head + 4 + expected
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }
}
