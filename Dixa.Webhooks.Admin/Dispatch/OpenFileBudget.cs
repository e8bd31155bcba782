namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// How the files that may be open are shared out, so that sockets to endpoints that hang never take those of the store, the intake
/// and the screens.
/// </summary>
/// <param name="Outgoing">Connections to endpoints, those that are kept open without a request included.</param>
/// <param name="Incoming">Connections of publishers and browsers.</param>
/// <param name="Upgraded">WebSockets, of which each open page has one.</param>
public sealed record OpenFileBudget(int Outgoing, int Incoming, int Upgraded)
{
    /// <summary>Each assembly stays open, and most are opened when something first needs them: about 350 once every page was shown. The rest is the runtime's own.</summary>
    private const int Runtime = 400;

    /// <summary>With fewer sockets nothing useful can be done.</summary>
    private const int LeastSockets = 56;

    /// <summary>The least limit with which the application can work.</summary>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static int Least(int storeFiles) => Runtime + storeFiles + LeastSockets;

    /// <summary>Shares out a limit: half of the sockets to endpoints, a third of them to requests that come in, the rest to pages.</summary>
    /// <param name="limit">How many files may be open; at least <see cref="Least"/>.</param>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static OpenFileBudget Of(int limit, int storeFiles)
    {
        var sockets = Math.Max(limit - Runtime - storeFiles, LeastSockets);
        var incoming = sockets / 3;
        return new OpenFileBudget(sockets / 2, incoming, sockets - (sockets / 2) - incoming);
    }
}
