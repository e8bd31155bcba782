namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// The variable <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> makes the framework believe X-Forwarded-For from everyone.
/// It is harmless once the proxies are named, because then only their headers count.
/// </summary>
internal static class ForwardingVariable
{
    /// <summary>The framework's name for it in the configuration.</summary>
    private const string Key = "ForwardedHeaders_Enabled";

    /// <summary>One sentence when the variable is set and no proxy is named.</summary>
    public static IEnumerable<string> Errors(IConfiguration configuration)
    {
        if (string.Equals(configuration[Key], bool.TrueString, StringComparison.OrdinalIgnoreCase)
            && configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>() is not { KnownProxies.Count: > 0 })
        {
            yield return $"ASPNETCORE_FORWARDEDHEADERS_ENABLED lets anyone who reaches the application choose their own address with X-Forwarded-For. "
                + $"Remove it, and name your proxies in {ProxyOptions.Section}:{nameof(ProxyOptions.KnownProxies)}, for example {ProxyOptions.Section}__{nameof(ProxyOptions.KnownProxies)}__0=10.0.0.5.";
        }
    }
}
