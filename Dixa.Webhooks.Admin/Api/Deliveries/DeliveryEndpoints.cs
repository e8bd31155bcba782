using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>An extension of the contract: a webhook's deliveries, with filters.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder api)
    {
        var deliveries = api.MapGroup("/webhooks/{id}/deliveries").WithTags("Deliveries");
        deliveries.MapGet("", ListAsync)
            .Describe(
                "listDeliveries", "List deliveries", "A webhook's deliveries, newest first, in pages. Follow meta.next until it is null.", Policies.ReadWebhooks)
            .Produces<Page<DeliveryResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        deliveries.MapGet("/{deliveryId}", FindAsync)
            .Describe("getDelivery", "Get a delivery", "A delivery with its attempts and payload.", Policies.ReadWebhooks)
            .Produces<ApiResponse<DeliveryWithAttempts>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        Guid id, [AsParameters] DeliveryFilter filter, HttpRequest request, WebhookQueries webhooks, DeliverySearch search, CancellationToken cancel)
    {
        if (filter.Read(request.Query, out var error) is not { } query)
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, error);
        }

        if (await webhooks.FindAsync(id, cancel) is null)
        {
            return ApiResults.NotFound();
        }

        var page = await search.FindAsync(id, query, cancel);
        return Results.Json(new Page<DeliveryResource>(
            [.. page.Rows.Select(DeliveryResource.Of)],
            new PageMeta(page.Next is { } next ? ListQuery.NextPage(request, next.ToString()) : null)));
    }

    private static async Task<IResult> FindAsync(Guid id, long deliveryId, HttpContext http, DeliverySearch search) =>
        await search.DetailsAsync(id, deliveryId, http.RequestAborted) is { } details
            ? ApiResponse.Data(DeliveryWithAttempts.Of(details, http.Actor().SeesResponses))
            : ApiResults.NotFound();
}
