using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// What a page or a posted form answers while the store does not: 503 with a page of its own. The usual error page would not come: its frame
/// asks the store who is signed in.
/// </summary>
internal static partial class StoreErrorPage
{
    private const string Html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Database not available – Dixa Webhooks</title>
            <link rel="stylesheet" href="/app.css" />
        </head>
        <body>
            <div class="plain-page">
                <main class="plain-card">
                    <h1>Database not available</h1>
                    <p data-testid="store-error">Dixa Webhooks cannot reach its database at the moment. Nothing was changed.</p>
                    <p>Try again in a few seconds. If you sent a form, go back first: what you typed is still there.</p>
                </main>
            </div>
        </body>
        </html>
        """;

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (StoreOutage.Caused(error) && !context.Response.HasStarted)
        {
            Log.NotAnswered(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreErrorPage)), context.Request.Method, context.Request.Path, error);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Html);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Method} {Path} was answered with 503")]
        public static partial void NotAnswered(ILogger logger, string method, string path, Exception error);
    }
}
