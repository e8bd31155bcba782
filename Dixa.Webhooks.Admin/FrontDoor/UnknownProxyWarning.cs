namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>Tells an operator that a proxy is not named: then all its clients share one address, and one set of limits.</summary>
internal sealed partial class UnknownProxyWarning(RequestDelegate next, TimeProvider time, ILogger<UnknownProxyWarning> logger)
{
    public const string ForwardedFor = "X-Forwarded-For";

    private readonly LogPacer _pacer = new(time, TimeSpan.FromHours(1));

    public Task InvokeAsync(HttpContext http)
    {
        // The headers of known proxies have been taken out by now.
        if (http.Request.Headers.ContainsKey(ForwardedFor) && _pacer.MayWrite(out _))
        {
            Log.Ignored(logger, http.Connection.RemoteIpAddress?.ToString() ?? "an unknown address");
        }

        return next(http);
    }

    private static partial class Log
    {
        [LoggerMessage(
            1702,
            LogLevel.Warning,
            "Ignored X-Forwarded-For from {Address}: it is not among ForwardedHeaders:KnownProxies. If it is your reverse proxy, name it there; until then all clients behind it count as one")]
        public static partial void Ignored(ILogger logger, string address);
    }
}
