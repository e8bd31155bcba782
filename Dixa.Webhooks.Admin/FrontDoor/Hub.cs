using Dixa.Webhooks.Admin.Domain;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>The Blazor hub that pages connect to. The framework puts negotiation and the other endpoints below this path.</summary>
internal static class Hub
{
    /// <summary>Whether a request is for the hub or a path below it.</summary>
    public static bool Covers(HttpRequest request) => request.Path.StartsWithSegments(AppRoutes.Hub, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request starts a connection: a negotiation, or a WebSocket without one. Later requests carry the connection's id.</summary>
    public static bool IsNewConnection(HttpRequest request) =>
        IsConnection(request)
            ? !request.Query.ContainsKey("id")
            : request.Path.StartsWithSegments($"{AppRoutes.Hub}/negotiate", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a request carries a page's connection and lasts as long as it does: a WebSocket (a CONNECT over HTTP/2) or a long poll.
    /// </summary>
    public static bool IsConnection(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsConnect(request.Method))
        && request.Path.StartsWithSegments(AppRoutes.Hub, StringComparison.OrdinalIgnoreCase, out var rest)
        && rest.Value is null or "" or "/";
}
