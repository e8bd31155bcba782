using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// A connection to an endpoint that knows which exchange it carries, and ends one in which more bytes come than any answer
/// needs. The HTTP client bounds a head and we a body; endless interim answers and chunks with long extensions are neither.
/// </summary>
internal sealed class EndpointStream(Socket socket, long mostReceived) : NetworkStream(socket, ownsSocket: true)
{
    private Exchange? _exchange;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (Exchange.Current is { } exchange && exchange != _exchange)
        {
            exchange.Writes(onUsedConnection: _exchange is not null);
            _exchange = exchange;
        }

        return base.WriteAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await base.ReadAsync(buffer, cancellationToken);
        return _exchange is null || _exchange.Receives(read) <= mostReceived ? read : throw new ResponseTooLongException();
    }
}
