namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>
/// Splits the limit of open files, so that sockets to hanging endpoints never use up the files that the store, intake and the
/// screens need.
/// </summary>
/// <param name="Outgoing">Connections to endpoints, including idle ones.</param>
/// <param name="Incoming">Connections from publishers and browsers.</param>
/// <param name="Upgraded">WebSockets: one per open page.</param>
public sealed record OpenFileBudget(int Outgoing, int Incoming, int Upgraded)
{
    /// <summary>Each loaded assembly stays open: about 350 files after every page was shown once. The runtime opens the rest.</summary>
    private const int Runtime = 400;

    /// <summary>With fewer sockets the application cannot do useful work.</summary>
    private const int MinSockets = 56;

    /// <summary>The lowest limit with which the application can work.</summary>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static int Min(int storeFiles) => Runtime + storeFiles + MinSockets;

    /// <summary>Half of the sockets go to endpoints, a third to incoming requests, the rest to WebSockets.</summary>
    /// <param name="limit">The limit of open files; at least <see cref="Min"/>.</param>
    /// <param name="storeFiles">The files and connections that the store may open.</param>
    public static OpenFileBudget Of(int limit, int storeFiles)
    {
        var sockets = Math.Max(limit - Runtime - storeFiles, MinSockets);
        var incoming = sockets / 3;
        return new OpenFileBudget(sockets / 2, incoming, sockets - (sockets / 2) - incoming);
    }
}
