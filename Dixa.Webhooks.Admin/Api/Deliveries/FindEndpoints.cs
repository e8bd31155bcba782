using System.Net.Mime;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>An extension of the contract: finds deliveries of all webhooks, and events.</summary>
internal static class FindEndpoints
{
    public const string Name = "findDeliveries";

    public static void MapFind(this IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", ListAsync)
            .WithTags("Deliveries")
            .Describe(
                Name,
                "Find deliveries",
                "Deliveries of all webhooks, newest first, in pages; with a q that events are found by, the newest event first, with all of its deliveries together. "
                + "Follow meta.next until it is null. A page can have fewer rows than pageLimit, or none, although there are more: a search that compares many deliveries stops after about a second. "
                + "With Accept: text/csv, the response is a CSV file with everything that matches, without pages.",
                Policies.ReadWebhooks)
            .Produces<Page<FoundDeliveryResource>>()
            .Refuses(StatusCodes.Status400BadRequest);
        api.MapGet("/events/{eventId}", FindAsync)
            .WithTags("Events")
            .Describe("getEvent", "Get an event", "An event with its payload, its deliveries, and the webhooks that did not get it.", Policies.ReadWebhooks)
            .Produces<ApiResponse<EventResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync([AsParameters] FindFilter filter, HttpRequest request, DeliveryFinder finder, DeliveryExport export, CancellationToken cancel)
    {
        if (filter.Read(request.Query, out var error) is not { } query)
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, error);
        }

        if (request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(MediaTypeNames.Text.Csv, StringComparison.OrdinalIgnoreCase)))
        {
            return Results.Stream(output => export.WriteAsync(query, output, cancel), $"{MediaTypeNames.Text.Csv}; charset=utf-8");
        }

        var page = await finder.FindAsync(query, cancel);
        return Results.Json(new Page<FoundDeliveryResource>(
            [.. page.Rows.Select(FoundDeliveryResource.Of)],
            new PageMeta(page.Next is { } next ? ListQuery.NextPage(request, next.ToString()) : null)));
    }

    private static async Task<IResult> FindAsync(Guid eventId, EventFinder events, CancellationToken cancel) =>
        await events.FindAsync(eventId, cancel) is { } found ? ApiResponse.Data(EventResource.Of(found)) : ApiResults.NotFound();
}
