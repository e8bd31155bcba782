using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The API's error messages. They use the contract's texts where it defines them, and reveal no internals.</summary>
public static class ApiErrors
{
    public const string BadValue = "Invalid value in request";
    public const string BadBody = "Decoding failure in request";
    public const string Unknown = "The requested resource could not be found";
    public const string MethodNotAllowed = "This method is not allowed here.";
    public const string Unavailable = "The database is not available. Nothing was changed; send the request again.";
    public const string Broken = "There was an internal server error while processing the request";

    /// <summary>Gives every error response under <c>/v1</c> a body with a message.</summary>
    public static void UseApiErrors(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(AppRoutes.Api, StringComparison.OrdinalIgnoreCase),
        api => api
            .UseExceptionHandler(failed => failed.Run(RespondAsync))
            .UseStatusCodePages(pages => WriteAsync(pages.HttpContext, Message(pages.HttpContext.Response.StatusCode))));

    private static Task RespondAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is { } error && StoreOutage.Caused(error))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "1";
            return WriteAsync(context, Unavailable);
        }

        return WriteAsync(context, context.Response.StatusCode is >= 400 and < 500 ? "The request could not be read." : Broken);
    }

    private static string Message(int status) => status switch
    {
        // If an endpoint wrote no message itself, a value in the path or query is invalid.
        StatusCodes.Status400BadRequest => BadValue,
        StatusCodes.Status404NotFound => Unknown,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        _ => "The request could not be processed.",
    };

    private static Task WriteAsync(HttpContext context, string message) => context.Response.WriteAsJsonAsync(new ApiError(message));
}
