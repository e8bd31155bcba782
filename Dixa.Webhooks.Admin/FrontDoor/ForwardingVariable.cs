namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Checks the variable <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>, which makes the framework trust X-Forwarded-For from any client.
/// It is harmless once known proxies are configured, because then only their headers are used.
/// </summary>
internal static class ForwardingVariable
{
    /// <summary>The variable's configuration key.</summary>
    private const string Key = "ForwardedHeaders_Enabled";

    /// <summary>Returns an error if the variable is set and no proxy is configured.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration)
    {
        if (string.Equals(configuration[Key], bool.TrueString, StringComparison.OrdinalIgnoreCase)
            && configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>() is not { KnownProxies.Count: > 0 })
        {
            yield return $"ASPNETCORE_FORWARDEDHEADERS_ENABLED lets anyone who can reach the application fake their address with X-Forwarded-For. "
                + $"Remove it, and list your proxies in {ProxyOptions.Section}:{nameof(ProxyOptions.KnownProxies)}, for example {ProxyOptions.Section}__{nameof(ProxyOptions.KnownProxies)}__0=10.0.0.5.";
        }
    }
}
