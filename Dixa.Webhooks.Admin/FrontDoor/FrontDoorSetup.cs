using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>What every request passes first: where it comes from, which page sent it, and how many there may be.</summary>
public static class FrontDoorSetup
{
    /// <summary>The server counts a connection a moment longer than the page that it was for.</summary>
    private const int UpgradeReserve = 100;

    public static IServiceCollection AddFrontDoor(this IServiceCollection services)
    {
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateOnStart();
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>((forwarded, proxies) => Configure(forwarded, proxies.Value));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>(
            (kestrel, limits) => kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Value.OpenPages.Total + UpgradeReserve);
        return services.AddSingleton<OpenPages>();
    }

    /// <summary>The first of the pipeline.</summary>
    /// <param name="app">The application.</param>
    /// <param name="sandbox">Where the sandbox is.</param>
    /// <param name="programs">Other paths that take no cookie, so pages of other origins may call them.</param>
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

    /// <summary>Closes the hub to everyone who is not signed in. To be used after authentication.</summary>
    public static void UseHubGate(this WebApplication app) => app.UseMiddleware<HubGate>();

    private static void Configure(ForwardedHeadersOptions forwarded, ProxyOptions proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;

        // As many proxies in a row as are known.
        forwarded.ForwardLimit = null;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in proxies.KnownProxies.Select(KnownProxy.Parse))
        {
            forwarded.KnownIPNetworks.Add(network);
        }
    }
}
