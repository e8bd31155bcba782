namespace Dixa.Webhooks.Admin.Dispatch.Sending;

/// <summary>
/// What happens to one request on its connection. The HTTP client tells none of it; it writes a request in its caller's
/// flow, so the connection finds the exchange that it carries here.
/// </summary>
internal sealed class RequestTrace
{
    // A TLS alert that says goodbye is shorter, and no HTTP answer is so short.
    private const int ShortestAnswer = 32;

    private static readonly AsyncLocal<RequestTrace?> Running = new();

    private long _received;
    private bool _onUsedConnection;
    private volatile bool _hasEnded;
    private EndpointStream? _connection;

    /// <summary>The exchange of the present flow.</summary>
    public static RequestTrace? Current => Running.Value;

    /// <summary>Something of the request was written.</summary>
    public bool Sent { get; private set; }

    /// <summary>
    /// The connection was kept alive after an earlier answer, and nothing came on it: the endpoint may have closed it before
    /// the request was there (RFC 9110, section 9.2.2). Deliveries come at least once, so it may be sent again.
    /// </summary>
    public bool MayRetryOnNewConnection => _onUsedConnection && Interlocked.Read(ref _received) < ShortestAnswer;

    /// <summary>Begins one for the rest of the calling method's flow.</summary>
    public static RequestTrace Begin() => Running.Value = new RequestTrace();

    /// <summary>Its answer is read, or it has failed.</summary>
    public bool HasEnded => _hasEnded;

    public void Writes(EndpointStream connection, bool onUsedConnection) => (Sent, _onUsedConnection, _connection) = (true, onUsedConnection, connection);

    /// <summary>Ends it, so that its connection may be closed when another endpoint needs one.</summary>
    public void End()
    {
        _hasEnded = true;
        _connection?.Rest(this);
    }

    /// <summary>Counts what came, and answers how much it is by now.</summary>
    public long Receives(int bytes) => Interlocked.Add(ref _received, bytes);
}
