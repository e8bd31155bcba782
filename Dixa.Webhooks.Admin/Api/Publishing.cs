using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The intake as an operation of the API, with a scope and a limit of its own.</summary>
public static class Publishing
{
    public const string Name = "publishEvents";

    public static void MapPublishing(this IEndpointRouteBuilder endpoints)
    {
        endpoints.RefuseReading(IngestEndpoint.Path);
        endpoints.MapIngest()
            .WithTags("Events")
            .Describe(
                Name,
                "Publish events",
                $"Takes in one event or an array of up to {EventReader.MaxEvents:N0}, all of them or none, and answers once they are on the disk. "
                + "event_fqn and data are required; the rest of the envelope is filled in. data must fit its event type's schema, where a member with x-inferred may be missing and may hold anything; "
                + "it goes out byte for byte. An event_id that was there before is told as a duplicate and sends nothing.",
                Policies.PublishEvents,
                RateLimits.Events)
            .Produces<Answer<PublishedEvent>>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
    }
}
