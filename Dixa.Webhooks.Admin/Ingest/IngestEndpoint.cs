using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary><c>POST /v1/events</c>: the platform publishes its events here.</summary>
public static class IngestEndpoint
{
    public const string Path = "/v1/events";

    private static readonly string[] OtherMethods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete, HttpMethods.Options];

    /// <summary>Maps the intake. Who may publish is the caller's to say.</summary>
    public static IEndpointConventionBuilder MapIngest(this IEndpointRouteBuilder endpoints)
    {
        var events = endpoints.MapGroup(Path).DisableAntiforgery();
        events.MapPost("", PublishAsync);
        events.MapMethods("", OtherMethods, RefuseMethod);
        return events;
    }

    private static IResult RefuseMethod(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return Refuse(StatusCodes.Status405MethodNotAllowed, "Events are published with POST.");
    }

    private static async Task<IResult> PublishAsync(
        HttpRequest request, EventIntake intake, TimeProvider time, IOptions<OrganizationOptions> organization, CancellationToken cancel)
    {
        if (await RequestBody.ReadAsync(request, EventReader.MaxBodyBytes, cancel) is not { } body)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, $"The body is over {EventReader.MaxBodyBytes:N0} bytes, the most that is allowed; send fewer events at a time.");
        }

        if (EventReader.Read(body, organization.Value.Organization, time.GetUtcNow(), out var rejection) is not { } read)
        {
            return Refuse(rejection!.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, rejection.Message);
        }

        try
        {
            var answers = (await intake.StoreAsync(read.Events)).Select(Answer.Of).ToList();
            return read.IsArray
                ? Results.Json(new Envelope<IReadOnlyList<Answer>>(answers), statusCode: StatusCodes.Status202Accepted)
                : Results.Json(new Envelope<Answer>(answers[0]), statusCode: StatusCodes.Status202Accepted);
        }
        catch (StoreUnavailableException)
        {
            // Nothing of it is stored, so it may be sent again as it is.
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return Refuse(StatusCodes.Status503ServiceUnavailable, "The store cannot take events at present. Nothing was stored; send the request again.");
        }
    }

    private static IResult Refuse(int status, string message) => Results.Json(new Refusal(message), statusCode: status);

    private sealed record Envelope<T>([property: JsonPropertyName("data")] T Data);

    private sealed record Refusal([property: JsonPropertyName("message")] string Message);

    private sealed record Answer(
        [property: JsonPropertyName("event_id")] Guid EventId,
        [property: JsonPropertyName("deliveries")] int Deliveries,
        [property: JsonPropertyName("duplicate")] bool Duplicate)
    {
        public static Answer Of(EventStored stored) => new(stored.EventId, stored.Subscriptions.Count, stored.Duplicate);
    }
}
