using System.Runtime.InteropServices;
using System.Text.Json;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Api.Deliveries;

/// <summary>Beyond the contract: tests and resends.</summary>
internal static class SendEndpoints
{
    public static void MapSends(this IEndpointRouteBuilder api)
    {
        var sends = api.MapGroup("/webhooks/{id}").WithTags("Tests and resends");
        sends.RefuseReading("/test", "/resend", "/deliveries/{deliveryId}/resend");
        sends.MapPost("/test", TestAsync)
            .Describe(
                "testWebhook",
                "Send a test",
                "Sends a sample of an event now, signed and guarded as a real one, also to a disabled webhook, and answers with the attempt. It is made once, "
                + "is marked as a test in the history, and counts neither for the event's status nor for automatic disabling.",
                Policies.ManageWebhooks)
            .Takes<TestWebhook>()
            .Produces<Answer<DeliveryWithAttempts>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status413PayloadTooLarge);
        sends.MapPost("/resend", ResendFailedAsync)
            .Describe(
                "resendFailed",
                "Resend failed and cancelled deliveries",
                "Resends every delivery that failed for good or was cancelled since a time and was not resent before, so that asking twice sends once. Tests are left out.",
                Policies.ManageWebhooks)
            .Takes<ResendFailed>()
            .Produces<Answer<ResentDeliveries>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        sends.MapPost("/deliveries/{deliveryId}/resend", ResendAsync)
            .Describe(
                "resendDelivery",
                "Send a delivery again",
                "Makes a new delivery of the same payload, under the webhook's configuration of today and with a fresh signature. The original stays as it is, and must have ended.",
                Policies.ManageWebhooks)
            .Produces<Answer<Delivery>>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> TestAsync(Guid id, HttpContext http, TestSender tests, DeliverySearch search)
    {
        var body = await ApiBody<TestWebhook>.ReadAsync(http);
        if (body.Value is not { } wish)
        {
            return body.Refusal!;
        }

        if (!EventNames.TryRead(wish.Event, out var type, out var problem))
        {
            return ApiResults.Refuse(StatusCodes.Status400BadRequest, wish.Event is null ? "event: name the event to send a sample of." : $"event: {problem}");
        }

        var data = wish.Data is { ValueKind: not JsonValueKind.Null } given ? JsonMarshal.GetRawUtf8Value(given).ToArray() : null;
        return await AnswerAsync(id, http, search, await tests.SendAsync(http.Actor(), id, type, data, http.RequestAborted));
    }

    private static async Task<IResult> ResendFailedAsync(Guid id, HttpContext http, Resender resends, DeliverySearch search)
    {
        var body = await ApiBody<ResendFailed>.ReadAsync(http);
        if (body.Value is not { } wish)
        {
            return body.Refusal!;
        }

        if (wish.Since is not { } since)
        {
            return ApiResults.Refuse(StatusCodes.Status400BadRequest, "since: name a time, for example 2026-03-01T12:00:00Z.");
        }

        if (Scope(wish.Include) is not { } scope)
        {
            return ApiResults.Refuse(StatusCodes.Status400BadRequest, "include: must hold Failed, Cancelled, or both.");
        }

        var dryRun = wish.DryRun ?? false;
        var result = await resends.ResendFailedAsync(http.Actor(), id, new FailedDeliveries(since, Scope: scope), dryRun, progress: null, http.RequestAborted);
        return result is SendResult.ResentAll all ? ApiResults.Data(new ResentDeliveries(all.Count, all.Failed, all.Cancelled, dryRun)) : await AnswerAsync(id, http, search, result);
    }

    /// <summary>Null when the list is empty or holds another word.</summary>
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

    private static async Task<IResult> ResendAsync(Guid id, long deliveryId, HttpContext http, Resender resends, DeliverySearch search)
    {
        var body = await ApiBody<ResendDelivery>.ReadAsync(http, whenEmpty: new ResendDelivery());
        return body.Refusal ?? await AnswerAsync(id, http, search, await resends.ResendAsync(http.Actor(), id, deliveryId, http.RequestAborted));
    }

    private static async Task<IResult> AnswerAsync(Guid id, HttpContext http, DeliverySearch search, SendResult result)
    {
        switch (result)
        {
            case SendResult.Tested tested when await search.DetailsAsync(id, tested.DeliveryId, http.RequestAborted) is { } details:
                return ApiResults.Data(DeliveryWithAttempts.Of(details, showsAnswers: true));
            case SendResult.Resent resent when await search.DetailsAsync(id, resent.DeliveryId, http.RequestAborted) is { } details:
                return ApiResults.Data(Delivery.Of(details.Delivery, details.EventId), StatusCodes.Status201Created);
            case SendResult.Invalid invalid:
                return ApiResults.Invalid([invalid.Error]);
            case SendResult.Refused refused:
                return ApiResults.Refuse(StatusCodes.Status409Conflict, refused.Reason);
            case SendResult.Forbidden:
                return ApiResults.Forbidden();
            default:
                // The webhook was removed, and what was sent with it.
                return ApiResults.NotFound();
        }
    }
}
