using System.Text;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>The contract's delivery status and log. Test events are not included.</summary>
internal static class StatusEndpoints
{
    public static void MapDeliveryStatus(this IEndpointRouteBuilder api)
    {
        var status = api.MapGroup("/webhooks/{id}/delivery-status").WithTags("Delivery status");
        status.MapGet("", StatusesAsync)
            .Describe("getDeliveryStatus", "Get the status of each event", "The result of the last attempt for each subscribed event.", Policies.ReadWebhooks)
            .Produces<ApiResponse<IReadOnlyList<EventDeliveryStatus>>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        status.MapGet("/logs/{event}", LogAsync)
            .Describe(
                "getDeliveryLog", "Get the log of an event", $"The last {DeliveryHistory.Shown} attempted deliveries of an event, newest first.", Policies.ReadWebhooks)
            .Produces<ApiResponse<IReadOnlyList<EventDeliveryLog>>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StatusesAsync(Guid id, WebhookQueries webhooks, DeliveryLog log, CancellationToken cancel)
    {
        if (await webhooks.FindAsync(id, cancel) is not { } webhook)
        {
            return ApiResults.NotFound();
        }

        var statuses = await log.LastAttemptsAsync(id, cancel);
        return ApiResponse.Data<IReadOnlyList<EventDeliveryStatus>>([.. webhook.Events.Select(type => new EventDeliveryStatus(
            type.ApiName,
            statuses.TryGetValue(type.Fqn, out var last) ? DeliveryDetail.Of(last.AttemptedAt, last.Result) : new NoRecentDelivery()))]);
    }

    private static async Task<IResult> LogAsync(Guid id, string @event, WebhookQueries webhooks, DeliveryLog log, CancellationToken cancel)
    {
        if (!EventCatalogue.TryFindByApiName(@event, out var type))
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, ApiErrors.BadValue);
        }

        if (await webhooks.FindAsync(id, cancel) is null)
        {
            return ApiResults.NotFound();
        }

        var entries = await log.RecentAsync(id, type.Fqn, cancel);
        return ApiResponse.Data<IReadOnlyList<EventDeliveryLog>>(
            [.. entries.Select(entry => new EventDeliveryLog(LoggedDetail.Of(entry.AttemptedAt, entry.LastAttempt), Encoding.UTF8.GetString(entry.Payload)))]);
    }
}
