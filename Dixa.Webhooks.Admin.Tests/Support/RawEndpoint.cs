using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>An endpoint on a loopback port that sends any bytes, valid or not.</summary>
public sealed class RawEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private readonly bool _keepsAlive;
    private int _requests;
    private int _connections;

    /// <param name="answer">Responds to a request.</param>
    /// <param name="keepsAlive">Whether to wait for the next request on the same connection instead of closing it.</param>
    /// <param name="address">The listening address; by default the IPv4 loopback address.</param>
    public RawEndpoint(Func<NetworkStream, CancellationToken, Task> answer, bool keepsAlive = false, IPAddress? address = null)
    {
        (_answer, _keepsAlive, _listener) = (answer, keepsAlive, new TcpListener(address ?? IPAddress.Loopback, 0));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    /// <summary>The number of connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The number of complete requests.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The last request's text: head and body.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>An endpoint that responds to each request with these bytes and closes the connection.</summary>
    public static RawEndpoint Saying(string answer) => new((stream, cancel) => stream.WriteAsync(Encoding.Latin1.GetBytes(answer), cancel).AsTask());

    /// <summary>An endpoint that responds to each request with this status.</summary>
    public static RawEndpoint Answering(Func<int> status) => new((stream, cancel) => AnswerAsync(stream, status(), cancel));

    public static RawEndpoint Answering(int status) => Answering(() => status);

    /// <summary>An endpoint that responds to each request with this status once a task has completed.</summary>
    public static RawEndpoint Answering(int status, Task once) => new(async (stream, cancel) =>
    {
        await once.WaitAsync(cancel);
        await AnswerAsync(stream, status, cancel);
    });

    /// <summary>An endpoint that reads the request and does not respond.</summary>
    public static RawEndpoint Hanging() => new((_, cancel) => Task.Delay(Timeout.Infinite, cancel));

    /// <summary>A loopback URL on which nothing listens.</summary>
    public static string Nobody()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}/hook";
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private static Task AnswerAsync(NetworkStream stream, int status, CancellationToken cancel) =>
        stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Said\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"), cancel).AsTask();

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                do
                {
                    LastRequest = await ReadRequestAsync(stream, _stop.Token);
                    Interlocked.Increment(ref _requests);
                    await _answer(stream, _stop.Token);
                }
                while (_keepsAlive);
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The client disconnected, or the test ended.
            }
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, cancel);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            bytes.Write(buffer, 0, read);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            var length = text[..end].Split("\r\n")
                .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                .Select(line => int.Parse(line.AsSpan(15), System.Globalization.CultureInfo.InvariantCulture))
                .SingleOrDefault();
            if (text.Length >= end + 4 + length)
            {
                return Encoding.UTF8.GetString(bytes.ToArray());
            }
        }
    }
}
