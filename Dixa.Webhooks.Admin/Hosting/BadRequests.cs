using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;

namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>
/// Answers a request that cannot be read with the status that says why: 400, 408 or 413. Such a request is the client's fault, so it is
/// logged at Debug. Belongs inside the error handlers, which would answer 500 and log a stack trace.
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
            await AnswerAsync(http, error.StatusCode, error);
        }
    }

    /// <summary>
    /// The antiforgery check reads the form too, but takes every error for a missing token. A form that was read once is not read again.
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

    private async Task AnswerAsync(HttpContext http, int status, BadHttpRequestException error)
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

        // A person who posted a form reads a sentence, a program reads JSON. A client that ended its side may still read.
        if (http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == Html))
        {
            await http.Response.WriteAsync(message, CancellationToken.None);
        }
        else
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.WriteAsync(JsonSerializer.Serialize(new Refusal(message)), CancellationToken.None);
        }
    }

    private sealed record Refusal([property: JsonPropertyName("message")] string Message);

    private static partial class Log
    {
        [LoggerMessage(740, LogLevel.Debug, "Refused a request with {Status}: {Reason}")]
        public static partial void Refused(ILogger logger, int status, string reason);
    }
}
