namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Where the screens' pages connect: the framework's path for its hub, with negotiation and the rest below it.</summary>
internal static class Hub
{
    public const string Path = "/_blazor";

    /// <summary>Whether a request is for the hub or anything below it.</summary>
    public static bool Covers(HttpRequest request) => request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request begins a connection: a negotiation, or a WebSocket without one. What follows names the connection.</summary>
    public static bool IsNewConnection(HttpRequest request) =>
        IsConnection(request)
            ? !request.Query.ContainsKey("id")
            : request.Path.StartsWithSegments($"{Path}/negotiate", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a request carries a page's connection and lasts as long as it does: a WebSocket, which is a CONNECT over HTTP/2, or a long poll.
    /// </summary>
    public static bool IsConnection(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method))
        && request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value is null or "" or "/";
}
