using Dixa.Webhooks.Admin.Hosting;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Refuses requests that a page of another origin sends with a person's cookie: every request to the hub, because browsers allow
/// WebSockets to any origin, and elsewhere every request that can change something. SameSite cookies do not distinguish the ports and
/// subdomains of one site, but the Origin header does. The paths in <c>programs</c> accept no cookies, so other origins may call them.
/// </summary>
internal sealed partial class OriginCheck(RequestDelegate next, IReadOnlyList<PathString> programs, IOptions<AppOptions> app, TimeProvider time, ILogger<OriginCheck> logger)
{
    private const int MaxLoggedLength = 200;

    private readonly LogPacer _pacer = new(time, TimeSpan.FromMinutes(1));
    private readonly Uri? _appUrl = Uri.TryCreate(app.Value.Url, UriKind.Absolute, out var url) ? url : null;

    public Task InvokeAsync(HttpContext http)
    {
        if (!IsForeign(http.Request))
        {
            return next(http);
        }

        if (_pacer.MayWrite(out var suppressed))
        {
            var request = http.Request;
            Log.Refused(logger, request.Method, request.Path, Truncate(Sender(request)), Truncate($"{request.Scheme}://{request.Host.Value}"), suppressed);
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("Request refused: it came from a page of another origin. If this happens on the application's own pages, check its log for the setting to change.");
    }

    private bool IsForeign(HttpRequest request)
    {
        var toHub = Hub.Covers(request);
        if (!toHub && (IsSafe(request.Method) || programs.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))))
        {
            return false;
        }

        var origin = request.Headers.Origin;
        return (origin.Count > 0 && !OwnOrigin.Matches(origin.ToString(), request.Scheme, request.Host, _appUrl))
            || (!IsSafe(request.Method) && OwnOrigin.IsElsewhere(request.Headers["Sec-Fetch-Site"]));
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private static string Sender(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origin ? origin.ToString() : $"an unnamed origin (Sec-Fetch-Site: {request.Headers["Sec-Fetch-Site"]})";

    private static string Truncate(string text) => text.Length <= MaxLoggedLength ? text : text[..MaxLoggedLength];

    private static partial class Log
    {
        [LoggerMessage(
            2001,
            LogLevel.Warning,
            "Refused {Method} {Path} from a page of {Origin}; this application's origin is {Expected}. If the page is part of this application, set App:Url to its public address, "
                + "or add the reverse proxy to ForwardedHeaders:KnownProxies and let it send X-Forwarded-Proto and X-Forwarded-Host. {Suppressed} more refused since the last message")]
        public static partial void Refused(ILogger logger, string method, string path, string origin, string expected, long suppressed);
    }
}
