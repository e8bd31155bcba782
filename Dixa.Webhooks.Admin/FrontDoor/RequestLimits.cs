using System.Globalization;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Limits requests that anyone can send without signing in: forms such as sign-in and setup, the sandbox, and new connections to the hub.
/// Runs before anything costly. The API has its own limits, for each token.
/// </summary>
internal sealed partial class RequestLimits(RequestDelegate next, PathString sandbox, IOptions<LimitsOptions> options, TimeProvider time, ILogger<RequestLimits> logger)
{
    /// <summary>
    /// How many refusals of each kind per second are sent immediately, with a full page if there is one. Others are delayed, because a
    /// client that sends as fast as it gets responses would otherwise keep a CPU busy with refusals.
    /// </summary>
    private const int PromptPerSecond = 10;

    private const int MaxHeld = 256;

    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(1);

    private readonly Group _signIn = new(nameof(LimitsOptions.SignIn), options.Value.SignIn, time);
    private readonly Group _sandbox = new(nameof(LimitsOptions.Sandbox), options.Value.Sandbox, time);
    private readonly Group _pageConnections = new(nameof(LimitsOptions.PageConnections), options.Value.PageConnections, time);
    private int _held;

    public Task InvokeAsync(HttpContext http)
    {
        if (GroupOf(http) is not { } group || group.Limit.Take(http.Connection.RemoteIpAddress) is not { } wait)
        {
            return next(http);
        }

        if (group.Pacer.MayWrite(out var suppressed))
        {
            Log.Refused(logger, http.Request.Method, http.Request.Path, http.Connection.RemoteIpAddress?.ToString() ?? "an unknown address", group.Name, suppressed);
        }

        return RefuseAsync(http, group, new TooManyRequests(Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))));
    }

    private Group? GroupOf(HttpContext http)
    {
        var request = http.Request;
        if (Hub.Covers(request))
        {
            return Hub.IsNewConnection(request) ? _pageConnections : null;
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        if (request.Path.StartsWithSegments(sandbox, StringComparison.OrdinalIgnoreCase))
        {
            return IsFromThisMachine(http) ? null : _sandbox;
        }

        return http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null ? null : _signIn;
    }

    /// <summary>
    /// Whether a program on this machine sent the request, for example the application delivering to the sandbox. A request through a
    /// local proxy has X-Forwarded-For and does not count.
    /// </summary>
    private static bool IsFromThisMachine(HttpContext http) =>
        http.Connection is { RemoteIpAddress: { } remote, LocalIpAddress: { } local } && remote.Equals(local) && !http.Request.Headers.ContainsKey(UnknownProxyWarning.ForwardedFor);

    private async Task RefuseAsync(HttpContext http, Group group, TooManyRequests refusal)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = refusal.Seconds.ToString(CultureInfo.InvariantCulture);
        if (group.Prompt.Take(address: null) is not null)
        {
            await HoldAsync(http);
        }
        else if (group == _signIn && http.GetEndpoint()?.Metadata.GetMetadata<ShowsTooManyRequestsAttribute>() is not null)
        {
            http.Features.Set(refusal);

            // Keeps the status 429 if something else refuses the form, for example for a missing antiforgery token.
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return Task.CompletedTask;
            });
            await next(http);
            return;
        }

        if (group == _sandbox)
        {
            await http.Response.WriteAsJsonAsync(new ApiError(refusal.Message));
        }
        else if (group == _pageConnections)
        {
            await http.Response.WriteAsync(refusal.Message);
        }
        else
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(Page(refusal));
        }
    }

    private async Task HoldAsync(HttpContext http)
    {
        if (Interlocked.Increment(ref _held) <= MaxHeld)
        {
            await Task.Delay(HoldTime, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Interlocked.Decrement(ref _held);
    }

    private static string Page(TooManyRequests refusal) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Too many attempts – Dixa Webhooks</title>
        <h1>Too many attempts</h1>
        <p>{refusal.Message} Your browser's Back button returns to the form.</p>
        </html>
        """;

    private sealed class Group(string name, ClientLimitOptions limit, TimeProvider time)
    {
        public string Name { get; } = $"{LimitsOptions.Section}:{name}";

        public ClientLimit Limit { get; } = new(time, limit);

        public ClientLimit Prompt { get; } = new(time, new() { PerMinute = PromptPerSecond * 60, Burst = PromptPerSecond, TotalPerSecond = PromptPerSecond });

        public LogPacer Pacer { get; } = new(time, TimeSpan.FromMinutes(1));
    }

    private static partial class Log
    {
        [LoggerMessage(
            2003,
            LogLevel.Warning,
            "Refused {Method} {Path} from {Address} with 429: limit {Limit} reached. {Suppressed} more refused since the last message")]
        public static partial void Refused(ILogger logger, string method, string path, string address, string limit, long suppressed);
    }
}
