namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Warns about a proxy that is not configured: all clients behind it share one address, and so one set of limits.</summary>
internal sealed partial class UnknownProxyWarning(RequestDelegate next, ProxySigns signs, TimeProvider time, ILogger<UnknownProxyWarning> logger)
{
    public const string ForwardedFor = "X-Forwarded-For";

    private readonly LogPacer _pacer = new(time, TimeSpan.FromHours(1));

    public Task InvokeAsync(HttpContext http)
    {
        // The framework has already removed the headers of known proxies.
        if (http.Request.Headers.ContainsKey(ForwardedFor) && _pacer.MayWrite(out _))
        {
            var address = http.Connection.RemoteIpAddress?.ToString() ?? "an unknown address";
            signs.SawUnknown(address);
            Log.Ignored(logger, address);
        }

        return next(http);
    }

    private static partial class Log
    {
        [LoggerMessage(
            2002,
            LogLevel.Warning,
            "Ignored X-Forwarded-For from {Address}: it is not in ForwardedHeaders:KnownProxies. If it is your reverse proxy, add it there; until then all clients behind it count as one client")]
        public static partial void Ignored(ILogger logger, string address);
    }
}
