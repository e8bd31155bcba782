namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// Tracks one request on its connection. The HTTP client reports none of this. It writes a request in the async flow of its caller, so the
/// connection finds the trace of its current request in an <see cref="AsyncLocal{T}"/>.
/// </summary>
internal sealed class RequestTrace
{
    // A TLS close alert is shorter, and every HTTP response is longer.
    private const int MinResponseBytes = 32;

    private static readonly AsyncLocal<RequestTrace?> OfFlow = new();

    private long _received;
    private bool _onUsedConnection;
    private volatile bool _hasEnded;
    private EndpointStream? _connection;

    /// <summary>The request of the current async flow.</summary>
    public static RequestTrace? Current => OfFlow.Value;

    /// <summary>The request was written, at least in part.</summary>
    public bool Sent { get; private set; }

    /// <summary>
    /// The connection was reused and received no response: the endpoint may have closed it before the request arrived (RFC 9110, section
    /// 9.2.2). Delivery is at least once, so the request may be sent again.
    /// </summary>
    public bool MayRetryOnNewConnection => _onUsedConnection && Interlocked.Read(ref _received) < MinResponseBytes;

    /// <summary>Starts a trace for the rest of the calling method's async flow.</summary>
    public static RequestTrace Begin() => OfFlow.Value = new RequestTrace();

    /// <summary>The response was read, or the request has failed.</summary>
    public bool HasEnded => _hasEnded;

    public void OnWrite(EndpointStream connection, bool onUsedConnection) => (Sent, _onUsedConnection, _connection) = (true, onUsedConnection, connection);

    /// <summary>Marks the request as ended, so that its connection may be closed if another endpoint needs one.</summary>
    public void End()
    {
        _hasEnded = true;
        _connection?.RequestEnded(this);
    }

    /// <summary>Returns the total.</summary>
    public long AddReceived(int bytes) => Interlocked.Add(ref _received, bytes);
}
