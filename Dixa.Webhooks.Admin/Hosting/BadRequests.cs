using System.Text.Json;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Antiforgery;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Responds to unreadable requests with 400, 408 or 413. These are client errors, so they are logged at Debug.
/// Must run inside the error handlers, which would respond with 500 and log a stack trace.
/// </summary>
public sealed partial class BadRequests(RequestDelegate next, ILogger<BadRequests> logger)
{
    private const string Html = "text/html";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await ReadFormAsync(http);
            await next(http);
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            await RespondAsync(http, error.StatusCode, error);
        }
    }

    /// <summary>
    /// Reads the form before the antiforgery check does, because that check reports every error as a missing token. The form is cached, so it is read only once.
    /// </summary>
    private static async Task ReadFormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true })
        {
            return;
        }

        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException error)
        {
            throw new BadHttpRequestException(error.Message, StatusCodes.Status400BadRequest, error);
        }
    }

    private async Task RespondAsync(HttpContext http, int status, BadHttpRequestException error)
    {
        Log.Refused(logger, status, error.Message);
        http.Response.Clear();
        http.Response.StatusCode = status;
        var message = status switch
        {
            StatusCodes.Status408RequestTimeout => "The request body arrived too slowly. Send the request again.",
            StatusCodes.Status413PayloadTooLarge => "The request body is too large.",
            _ => "The request could not be read. Its body is cut off or malformed.",
        };

        // Browsers get a sentence, programs get JSON. No cancellation: a client that closed its sending side may still read.
        if (http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == Html))
        {
            await http.Response.WriteAsync(message, CancellationToken.None);
        }
        else
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(JsonSerializer.Serialize(new ApiError(message)), CancellationToken.None);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Debug, "Refused a request with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string reason);
    }
}
