using System.Text.Json.Serialization;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Ingest;

/// <summary><c>POST /v1/events</c>: the platform publishes its events here.</summary>
public static class IngestEndpoint
{
    /// <summary>Maps the endpoint. The caller adds authorization and rate limits.</summary>
    public static RouteHandlerBuilder MapIngest(this IEndpointRouteBuilder endpoints) => endpoints.MapPost(AppRoutes.Events, PublishAsync);

    private static async Task<IResult> PublishAsync(
        HttpRequest request, EventIntake intake, IntakeMemory memory, TimeProvider time, IOptions<OrganizationOptions> organization, IOptions<IngestOptions> options, CancellationToken cancel)
    {
        using var held = memory.Begin();
        if (await RequestBody.ReadAsync(request, EventReader.MaxBodyBytes, cancel, held) is not { } body)
        {
            if (held.Refused)
            {
                request.HttpContext.Response.Headers.RetryAfter = "1";
                request.HttpContext.Features.Set(PublishRefusal.OutOfMemory);
                return ApiResponse.Error(StatusCodes.Status503ServiceUnavailable, "Too many events are being published at once. Nothing was stored; send the request again.");
            }

            return ApiResponse.Error(StatusCodes.Status413PayloadTooLarge, $"The body must be at most {EventReader.MaxBodyBytes:N0} bytes. Send fewer events at a time.");
        }

        if (EventReader.Read(body, organization.Value.Organization, options.Value.Validation, time.GetUtcNow(), out var rejection, AppTracing.ToKeep(request.Headers.TraceParent)) is not { } read)
        {
            return ApiResponse.Error(rejection!.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest, rejection.Message);
        }

        try
        {
            var published = (await intake.StoreAsync(read.Events)).Select(Of).ToList();
            return read.IsArray
                ? ApiResponse.Data<IReadOnlyList<PublishedEvent>>(published, StatusCodes.Status202Accepted)
                : ApiResponse.Data(published[0], StatusCodes.Status202Accepted);
        }
        catch (StoreUnavailableException)
        {
            // Nothing was stored, so the client can repeat the same request.
            request.HttpContext.Response.Headers.RetryAfter = "1";
            return ApiResponse.Error(StatusCodes.Status503ServiceUnavailable, "The database is unavailable. Nothing was stored; send the request again.");
        }
    }

    private static PublishedEvent Of(EventStored stored) => new(stored.EventId, stored.Subscriptions.Count, stored.Duplicate);
}
