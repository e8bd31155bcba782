namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>The reverse proxies in front of the application: section <c>ForwardedHeaders</c>.</summary>
public sealed class ProxyOptions
{
    public const string Section = "ForwardedHeaders";

    /// <summary>
    /// Addresses and networks of the proxies. X-Forwarded-For, -Proto and -Host are used only in requests that come from them.
    /// </summary>
    [KnownProxies]
    public IList<string> KnownProxies { get; } = [];
}
