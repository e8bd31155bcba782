using Dixa.Webhooks.Admin.Hosting;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.FrontDoor;

/// <summary>
/// Makes the application available below <see cref="AppOptions.PathBase"/>. Every request gets that base path, with or without the path in its URL:
/// some reverse proxies remove it, and programs on this machine need not know it.
/// </summary>
internal sealed class BasePath(IOptions<AppOptions> options) : IStartupFilter
{
    private readonly PathString _base = new(options.Value.PathBase is { Length: > 0 } path ? path : null);

    // A filter runs before the routing, which middleware of the application would not.
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (_base.HasValue)
        {
            app.Use(InvokeAsync);
        }

        next(app);
    };

    private Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (request.Path.StartsWithSegments(_base, StringComparison.OrdinalIgnoreCase, out var rest))
        {
            if (!rest.HasValue && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
            {
                // Relative links of the start page need the slash.
                http.Response.Redirect($"{_base}/{request.QueryString}");
                return Task.CompletedTask;
            }

            request.Path = rest;
        }

        request.PathBase = _base;
        return next(http);
    }
}
