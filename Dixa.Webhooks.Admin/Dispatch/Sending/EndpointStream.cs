using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// A connection to an endpoint that knows its current request, and fails it if too many bytes are received. The HTTP client limits the
/// response headers and we limit the body, but neither limits endless interim responses or long chunk extensions.
/// </summary>
internal sealed class EndpointStream : NetworkStream
{
    private readonly long _maxReceivedBytes;
    private readonly ConnectionLimiter _connections;
    private volatile RequestTrace? _trace;
    private int _handshakeWrites;
    private long _lastHandshakeAt;
    private int _left;

    /// <param name="socket">The connected socket. The stream owns it.</param>
    /// <param name="maxReceivedBytes">Max bytes that one request may receive.</param>
    /// <param name="connections">Has counted the connection already. The stream leaves it when it is closed.</param>
    public EndpointStream(Socket socket, long maxReceivedBytes, ConnectionLimiter connections)
        : base(socket, ownsSocket: true)
    {
        (_maxReceivedBytes, _connections) = (maxReceivedBytes, connections);
        Node = new LinkedListNode<EndpointStream>(this);
        OpenedAt = connections.Now;
        _lastHandshakeAt = OpenedAt;
        connections.Add(this);
    }

    /// <summary>The entry in the list of open connections. The lock of <see cref="ConnectionLimiter"/> guards it.</summary>
    public LinkedListNode<EndpointStream> Node { get; }

    /// <summary>A timestamp of the monotonic clock.</summary>
    public long OpenedAt { get; }

    /// <summary>When the last byte of a TLS handshake was written or read, or when the connection was opened. A timestamp of the monotonic clock.</summary>
    public long LastHandshakeAt => Volatile.Read(ref _lastHandshakeAt);

    /// <summary>
    /// Whether a TLS handshake waits for the endpoint: the client has sent its first message and not the one that ends the handshake. False
    /// for a connection without TLS, which writes nothing before its first request.
    /// </summary>
    public bool IsInHandshake => Volatile.Read(ref _handshakeWrites) == 1;

    /// <summary>
    /// The current or last request; null before the first. Set under the lock of <see cref="ConnectionLimiter"/>, so that a connection that
    /// is claimed for closing starts no request.
    /// </summary>
    public RequestTrace? Trace
    {
        get => _trace;
        set => _trace = value;
    }

    /// <summary>
    /// Closes the socket without telling the HTTP client. If the client picks the connection at this moment, its request fails before any byte
    /// is sent, and is sent again on another connection.
    /// </summary>
    public void CloseClaimed()
    {
        Socket.Dispose();
        Leave();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (RequestTrace.Current is { } trace && trace != _trace)
        {
            var isUsed = _trace is not null;
            var isOpen = _connections.TryUse(this, trace);

            // A request whose connection we have closed is retried like one whose connection the endpoint has closed.
            trace.OnWrite(this, onUsedConnection: isUsed || !isOpen);
            if (!isOpen)
            {
                throw new IOException("The connection was closed because another endpoint needs one.");
            }
        }

        if (_trace is null)
        {
            Interlocked.Increment(ref _handshakeWrites);
            Volatile.Write(ref _lastHandshakeAt, _connections.Now);
        }

        return base.WriteAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        if (_trace is null)
        {
            Volatile.Write(ref _lastHandshakeAt, _connections.Now);
        }

        return _trace is null || _trace.AddReceived(read) <= _maxReceivedBytes ? read : throw new ResponseTooLongException();
    }

    /// <summary>A request on this connection has ended.</summary>
    public void RequestEnded(RequestTrace ended) => _connections.RequestEnded(this, ended);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Leave();
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _connections.Remove(this);
        }
    }
}
