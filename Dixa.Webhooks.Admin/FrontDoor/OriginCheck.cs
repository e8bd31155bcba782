using Dixa.Webhooks.Admin.Notifications;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Refuses what a page of another origin sends with a person's cookie: any request to the hub, since browsers open WebSockets to
/// every origin, and elsewhere what changes something. Cookies do not tell the ports and subdomains of one site apart, the Origin header does.
/// </summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="programs">Paths that take no cookie, so pages elsewhere may call them.</param>
/// <param name="notices">Says where people reach the application.</param>
/// <param name="time">Paces the log.</param>
/// <param name="logger">Tells an operator why people are refused.</param>
internal sealed partial class OriginCheck(RequestDelegate next, IReadOnlyList<PathString> programs, IOptions<NotificationsOptions> notices, TimeProvider time, ILogger<OriginCheck> logger)
{
    private const int LongestLogged = 200;

    private readonly LogPacer _pacer = new(time, TimeSpan.FromMinutes(1));
    private readonly Uri? _appUrl = Uri.TryCreate(notices.Value.AppUrl, UriKind.Absolute, out var url) ? url : null;

    public Task InvokeAsync(HttpContext http)
    {
        if (!IsForeign(http.Request))
        {
            return next(http);
        }

        if (_pacer.MayWrite(out var suppressed))
        {
            var request = http.Request;
            Log.Refused(logger, request.Method, request.Path, Short(Sender(request)), Short($"{request.Scheme}://{request.Host.Value}"), suppressed);
        }

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync("Refused: a page of another origin sent this request. If this happens on the application's own pages, its log says which setting to change.");
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

    private static string Short(string text) => text.Length <= LongestLogged ? text : text[..LongestLogged];

    private static partial class Log
    {
        [LoggerMessage(
            1701,
            LogLevel.Warning,
            "Refused {Method} {Path} from a page of {Origin}; this application is at {Expected}. If that page is its own, set Notifications:AppUrl to its address, "
                + "or name the reverse proxy in ForwardedHeaders:KnownProxies and let it send X-Forwarded-Proto and X-Forwarded-Host. {Suppressed} more refused since the last such line")]
        public static partial void Refused(ILogger logger, string method, string path, string origin, string expected, long suppressed);
    }
}
