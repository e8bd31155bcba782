namespace Dixa.Webhooks.Admin;

/// <summary>What a client of the API gets when something breaks: the contract's words, and nothing of the inside.</summary>
internal static class ApiErrors
{
    private const string ApiPath = "/v1";

    public static void UseApiErrors(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(ApiPath, StringComparison.OrdinalIgnoreCase),
        api => api
            .UseExceptionHandler(failed => failed.Run(context => WriteAsync(
                context,
                context.Response.StatusCode is >= 400 and < 500 ? "The request could not be read." : "There was an internal server error while processing the request")))
            .UseStatusCodePages(pages => WriteAsync(
                pages.HttpContext,
                pages.HttpContext.Response.StatusCode switch
                {
                    StatusCodes.Status404NotFound => "The requested resource could not be found",
                    StatusCodes.Status405MethodNotAllowed => "This method is not allowed here.",
                    _ => "The request could not be answered.",
                })));

    private static Task WriteAsync(HttpContext context, string message) => context.Response.WriteAsJsonAsync(new { message });
}
