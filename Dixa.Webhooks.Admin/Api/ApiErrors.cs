using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Diagnostics;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>What a client of the API gets when something is wrong: the contract's words where it has some, and nothing of the inside.</summary>
public static class ApiErrors
{
    public const string Path = "/v1";
    public const string BadValue = "Invalid value in request";
    public const string BadBody = "Decoding failure in request";
    public const string Unknown = "The requested resource could not be found";
    public const string WrongMethod = "This method is not allowed here.";
    public const string Unavailable = "The store does not answer. Nothing was changed; send the request again.";
    public const string Broken = "There was an internal server error while processing the request";

    /// <summary>Gives every answer under <c>/v1</c> that says no a body with a message.</summary>
    public static void UseApiErrors(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase),
        api => api
            .UseExceptionHandler(failed => failed.Run(AnswerAsync))
            .UseStatusCodePages(pages => WriteAsync(pages.HttpContext, Message(pages.HttpContext.Response.StatusCode))));

    private static Task AnswerAsync(HttpContext context)
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
        // Where an endpoint says nothing itself, a value of the path or the query could not be read.
        StatusCodes.Status400BadRequest => BadValue,
        StatusCodes.Status404NotFound => Unknown,
        StatusCodes.Status405MethodNotAllowed => WrongMethod,
        _ => "The request could not be answered.",
    };

    private static Task WriteAsync(HttpContext context, string message) => context.Response.WriteAsJsonAsync(new ApiError(message));
}
