namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Compares what a browser says about the page that sent a request with this application's own address.</summary>
internal static class OwnOrigin
{
    /// <summary>Whether an Origin header names this application: same scheme, host and port. <c>null</c>, which opaque pages send, never does.</summary>
    /// <param name="origin">The header's value.</param>
    /// <param name="scheme">The request's scheme, after forwarded headers.</param>
    /// <param name="host">The request's host, after forwarded headers.</param>
    /// <param name="appUrl">Where people reach the application, when a setting says so.</param>
    public static bool Matches(string origin, string scheme, HostString host, Uri? appUrl) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && page.Scheme is "http" or "https"
        && ((Uri.TryCreate($"{scheme}://{host.Value}", UriKind.Absolute, out var own) && AreSame(page, own)) || (appUrl is not null && AreSame(page, appUrl)));

    /// <summary>Whether a Sec-Fetch-Site header says that a page of another origin sent the request.</summary>
    public static bool IsElsewhere(string? fetchSite) =>
        string.Equals(fetchSite, "cross-site", StringComparison.OrdinalIgnoreCase) || string.Equals(fetchSite, "same-site", StringComparison.OrdinalIgnoreCase);

    private static bool AreSame(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
