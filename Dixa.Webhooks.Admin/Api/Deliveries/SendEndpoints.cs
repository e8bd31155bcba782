using System.Runtime.InteropServices;
using System.Text.Json;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>An extension of the contract: test events and resends.</summary>
internal static class SendEndpoints
{
    public static void MapSends(this IEndpointRouteBuilder api)
    {
        var sends = api.MapGroup("/webhooks/{id}").WithTags("Tests and resends");
        sends.RefuseReading("/test", "/resend", "/deliveries/{deliveryId}/resend");
        sends.MapPost("/test", TestAsync)
            .Describe(
                "testWebhook",
                "Send a test event",
                "Sends a sample event now, signed and checked like a real one, even to a disabled webhook, and returns the result. There is one attempt. "
                + "Test events are marked in the history and do not affect the event's status or automatic disabling.",
                Policies.ManageWebhooks)
            .Takes<TestWebhook>()
            .Produces<ApiResponse<DeliveryWithAttempts>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge);
        sends.MapPost("/resend", ResendFailedAsync)
            .Describe(
                "resendFailed",
                "Resend failed and cancelled deliveries",
                "Resends every delivery that failed or was cancelled since a given time and was not resent before, so repeating the request is safe. Test events are skipped.",
                Policies.ManageWebhooks)
            .Takes<ResendFailed>()
            .Produces<ApiResponse<ResentDeliveries>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        sends.MapPost("/deliveries/{deliveryId}/resend", ResendAsync)
            .Describe(
                "resendDelivery",
                "Resend a delivery",
                "Creates a new delivery with the same payload, the webhook's current configuration and a new signature. The original must have ended and does not change.",
                Policies.ManageWebhooks)
            .Produces<ApiResponse<DeliveryResource>>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext http, TestSender tester, DeliverySearch search)
    {
        var body = await ApiBody<TestWebhook>.ReadAsync(http);
        if (body.Value is not { } request)
        {
            return body.Refusal!;
        }

        if (!EventNames.TryRead(request.Event, out var type, out var error))
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, request.Event is null ? "event is required." : $"event: {error}");
        }

        var data = request.Data is { ValueKind: not JsonValueKind.Null } given ? JsonMarshal.GetRawUtf8Value(given).ToArray() : null;
        return await RespondAsync(id, http, search, await tester.SendAsync(http.Actor(), id, type, data, http.RequestAborted));
    }

    private static async Task<IResult> ResendFailedAsync(Guid id, HttpContext http, Resender resender, DeliverySearch search)
    {
        var body = await ApiBody<ResendFailed>.ReadAsync(http);
        if (body.Value is not { } request)
        {
            return body.Refusal!;
        }

        if (request.Since is not { } since)
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, "since must be a time, for example 2026-03-01T12:00:00Z.");
        }

        if (Scope(request.Include) is not { } scope)
        {
            return ApiResponse.Error(StatusCodes.Status400BadRequest, "include must contain Failed, Cancelled, or both.");
        }

        var dryRun = request.DryRun ?? false;
        var result = await resender.ResendFailedAsync(http.Actor(), id, new FailedDeliveries(since, Scope: scope), dryRun, progress: null, http.RequestAborted);
        return result is SendResult.ResentAll all ? ApiResponse.Data(new ResentDeliveries(all.Count, all.Failed, all.Cancelled, dryRun)) : await RespondAsync(id, http, search, result);
    }

    /// <summary>Returns null if the list is empty or has an unknown value.</summary>
    private static ResendScope? Scope(List<string>? include)
    {
        if (include is null)
        {
            return ResendScope.All;
        }

        var scope = ResendScope.None;
        foreach (var word in include)
        {
            scope |= word switch
            {
                nameof(ResendScope.Failed) => ResendScope.Failed,
                nameof(ResendScope.Cancelled) => ResendScope.Cancelled,
                _ => ResendScope.None,
            };
        }

        return scope is ResendScope.None || include.Exists(word => word is not (nameof(ResendScope.Failed) or nameof(ResendScope.Cancelled))) ? null : scope;
    }

    private static async Task<IResult> ResendAsync(Guid id, long deliveryId, HttpContext http, Resender resender, DeliverySearch search)
    {
        var body = await ApiBody<ResendDelivery>.ReadAsync(http, whenEmpty: new ResendDelivery());
        return body.Refusal ?? await RespondAsync(id, http, search, await resender.ResendAsync(http.Actor(), id, deliveryId, http.RequestAborted));
    }

    private static async Task<IResult> RespondAsync(Guid id, HttpContext http, DeliverySearch search, SendResult result)
    {
        switch (result)
        {
            case SendResult.Tested tested when await search.DetailsAsync(id, tested.DeliveryId, http.RequestAborted) is { } details:
                return ApiResponse.Data(DeliveryWithAttempts.Of(details, showsResponses: true));
            case SendResult.Resent resent when await search.DetailsAsync(id, resent.DeliveryId, http.RequestAborted) is { } details:
                return ApiResponse.Data(DeliveryResource.Of(details.Record), StatusCodes.Status201Created);
            case SendResult.Invalid invalid:
                return ApiResults.Invalid([invalid.Error]);
            case SendResult.Refused refused:
                return ApiResponse.Error(StatusCodes.Status409Conflict, refused.Reason);
            case SendResult.Forbidden:
                return ApiResults.Forbidden();
            default:
                // The webhook and its deliveries were removed.
                return ApiResults.NotFound();
        }
    }
}
