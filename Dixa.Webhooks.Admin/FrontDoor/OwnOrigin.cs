namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Compares the origin that a browser reports for a request with the application's own.</summary>
internal static class OwnOrigin
{
    /// <summary>
    /// Whether an Origin header has this application's scheme, host and port: those of the request (after forwarded headers) or those of
    /// <paramref name="appUrl"/>, if configured. The text <c>null</c>, which opaque origins send, never matches.
    /// </summary>
    public static bool Matches(string origin, string scheme, HostString host, Uri? appUrl) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && page.Scheme is "http" or "https"
        && ((Uri.TryCreate($"{scheme}://{host.Value}", UriKind.Absolute, out var own) && AreSame(page, own)) || (appUrl is not null && AreSame(page, appUrl)));

    /// <summary>Whether a Sec-Fetch-Site header shows that a page of another origin sent the request.</summary>
    public static bool IsElsewhere(string? fetchSite) =>
        string.Equals(fetchSite, "cross-site", StringComparison.OrdinalIgnoreCase) || string.Equals(fetchSite, "same-site", StringComparison.OrdinalIgnoreCase);

    private static bool AreSame(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);
}
