using Dixa.Webhooks.Admin.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>The checks that every request passes first: forwarded headers, origin and rate limits.</summary>
public static class FrontDoorSetup
{
    /// <summary>Headroom, because the server counts a connection slightly longer than the page that used it.</summary>
    private const int UpgradeReserve = 100;

    public static IServiceCollection AddFrontDoor(this IServiceCollection services)
    {
        services.AddOptions<AppOptions>().BindConfiguration(AppOptions.Section);
        services.AddTransient<IStartupFilter, BasePath>();
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section);
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section);
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>((forwarded, proxies) => Configure(forwarded, proxies.Value));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>(
            (kestrel, limits) => kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Value.OpenPages.Total + UpgradeReserve);
        return services.AddSingleton<OpenPageCounter>().AddSingleton<ProxySigns>();
    }

    /// <summary>
    /// Adds the front door, which must be first in the pipeline. The sandbox and the paths in <paramref name="programs"/> accept no
    /// cookies, so pages of other origins may call them.
    /// </summary>
    public static void UseFrontDoor(this WebApplication app, PathString sandbox, params IReadOnlyList<PathString> programs)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.KnownProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<UnknownProxyWarning>();
        app.UseMiddleware<OriginCheck>((IReadOnlyList<PathString>)[sandbox, .. programs]);
        app.UseMiddleware<RequestLimits>(sandbox);
    }

    /// <summary>Restricts the hub to people who are signed in. Must come after authentication.</summary>
    public static void UseHubGate(this WebApplication app) => app.UseMiddleware<HubGate>();

    private static void Configure(ForwardedHeadersOptions forwarded, ProxyOptions proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

        // No limit on the number of chained proxies, as long as each is known.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in proxies.KnownProxies.Select(KnownProxy.Parse))
        {
            forwarded.KnownIPNetworks.Add(network);
        }
    }
}
