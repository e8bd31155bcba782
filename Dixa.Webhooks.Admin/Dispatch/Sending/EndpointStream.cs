using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// A connection to an endpoint that knows which exchange it carries, and ends one in which more bytes come than any answer
/// needs. The HTTP client bounds a head and we a body; endless interim answers and chunks with long extensions are neither.
/// </summary>
internal sealed class EndpointStream : NetworkStream
{
    private readonly long _mostReceived;
    private readonly OutgoingConnections _connections;
    private volatile RequestTrace? _exchange;
    private int _left;

    /// <param name="socket">The connected socket, which becomes this stream's.</param>
    /// <param name="mostReceived">Bytes that an exchange may receive.</param>
    /// <param name="connections">Where it was counted before it was opened, and leaves when it is closed.</param>
    public EndpointStream(Socket socket, long mostReceived, OutgoingConnections connections)
        : base(socket, ownsSocket: true)
    {
        (_mostReceived, _connections) = (mostReceived, connections);
        Place = new LinkedListNode<EndpointStream>(this);
        OpenedAt = connections.Now;
        connections.Add(this);
    }

    /// <summary>Where it is among the open connections, whose lock guards it.</summary>
    public LinkedListNode<EndpointStream> Place { get; }

    /// <summary>The clock's timestamp.</summary>
    public long OpenedAt { get; }

    /// <summary>
    /// The exchange that it carries, or carried last; null before the first. Set under the lock of the open connections, so that one which
    /// is claimed for closing begins no request.
    /// </summary>
    public RequestTrace? Carried
    {
        get => _exchange;
        set => _exchange = value;
    }

    /// <summary>
    /// Closes the socket under the HTTP client. When that chooses the connection at this very moment, its request fails before a byte of
    /// it is sent, and is sent again on another connection.
    /// </summary>
    public void CloseClaimed()
    {
        Socket.Dispose();
        Leave();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (RequestTrace.Current is { } exchange && exchange != _exchange)
        {
            var isUsed = _exchange is not null;
            var isOpen = _connections.TryUse(this, exchange);

            // A request that finds its connection closed is sent again, as on one that the endpoint has closed.
            exchange.Writes(this, onUsedConnection: isUsed || !isOpen);
            if (!isOpen)
            {
                throw new IOException("The connection was closed because another endpoint needs one.");
            }
        }

        return base.WriteAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return _exchange is null || _exchange.Receives(read) <= _mostReceived ? read : throw new ResponseTooLongException();
    }

    /// <summary>An exchange that it carried has ended.</summary>
    public void Rest(RequestTrace ended) => _connections.Rest(this, ended);

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
