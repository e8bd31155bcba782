using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Publishing as an API operation, with its own scope and rate limit.</summary>
public static class Publishing
{
    public const string Name = "publishEvents";

    public static void MapPublishing(this IEndpointRouteBuilder endpoints)
    {
        endpoints.RefuseReading(AppRoutes.Events);
        endpoints.MapIngest()
            .WithTags("Events")
            .Describe(
                Name,
                "Publish events",
                $"Accepts one event or an array of up to {EventReader.MaxEvents:N0}, all or none, and responds once they are on disk. "
                + "event_fqn and data are required; the rest of the envelope gets defaults. data must match its event type's schema and is sent byte for byte. "
                + "Members marked x-inferred are optional and not validated. A known event_id is reported as a duplicate and sends nothing.",
                Policies.PublishEvents,
                RateLimits.Events)
            .Produces<ApiResponse<PublishedEvent>>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
    }
}
