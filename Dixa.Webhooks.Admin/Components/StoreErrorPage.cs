using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>
/// Responds to page requests and form posts with 503 and a static page while the database is unavailable. The normal error page would fail too:
/// its layout reads the signed-in user from the database.
/// </summary>
internal static partial class StoreErrorPage
{
    /// <summary>The page, with a place for the base path.</summary>
    private const string Html = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>Database not available – Dixa Webhooks</title>
            <link rel="stylesheet" href="{0}/app.css" />
        </head>
        <body>
            <div class="plain-page">
                <main class="plain-card">
                    <h1>Database not available</h1>
                    <p data-testid="store-error">Dixa Webhooks cannot use its database at the moment. Nothing was changed.</p>
                    <p>Try again in a few seconds. If you submitted a form, go back first. What you typed is still there.</p>
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
            Log.DatabaseUnavailable(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StoreErrorPage)), context.Request.Method, context.Request.Path, error);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Html.Replace("{0}", context.Request.PathBase, StringComparison.Ordinal));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2100, LogLevel.Error, "Database unavailable for {Method} {Path}; responded with 503")]
        public static partial void DatabaseUnavailable(ILogger logger, string method, string path, Exception error);
    }
}
