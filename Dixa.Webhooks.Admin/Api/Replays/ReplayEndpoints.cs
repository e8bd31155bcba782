using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Replays;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Replays;

namespace Dixa.Webhooks.Admin.Api.Replays;

/// <summary>An extension of the contract: sending the events that a webhook missed.</summary>
internal static class ReplayEndpoints
{
    public static void MapReplays(this IEndpointRouteBuilder api)
    {
        var replays = api.MapGroup("/webhooks/{id}/replay").WithTags("Replays");
        replays.MapPost("", StartAsync)
            .Describe(
                "replayMissed",
                "Send missed events",
                "Sends the stored events that a webhook has no delivery of, for example because it was disabled or did not subscribe to them, in the order in which they were received. "
                + "Each one is sent once, so repeating the request is safe. It runs in the background, and only one replay of a webhook at a time. With dryRun it only counts. "
                + "Test events and events whose payload was removed are not sent. For deliveries that failed or were cancelled, use resend.",
                Policies.ManageWebhooks)
            .Takes<ReplayMissed>()
            .Produces<ApiResponse<MissedEventsResource>>()
            .Produces<ApiResponse<MissedEventsResource>>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        replays.MapGet("", FindAsync)
            .Describe("getReplay", "Get the last replay", "How far the last replay of a webhook is.", Policies.ReadWebhooks)
            .Produces<ApiResponse<ReplayResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(Guid id, HttpContext http, Replayer replayer)
    {
        var body = await ApiBody<ReplayMissed>.ReadAsync(http);
        if (body.Value is not { } request)
        {
            return body.Refusal!;
        }

        if (Events(request.Events, out var errors) is var events && errors.Count > 0)
        {
            return ApiResults.Invalid(errors);
        }

        var draft = new ReplayDraft(request.Since) { Until = request.Until, Events = events, PerSecond = request.PerSecond };
        var dryRun = request.DryRun is true;
        var result = dryRun
            ? await replayer.CountAsync(http.Actor(), id, draft, http.RequestAborted)
            : await replayer.StartAsync(http.Actor(), id, draft, replayId: null, http.RequestAborted);
        return result switch
        {
            ReplayResult.Counted counted => ApiResponse.Data(MissedEventsResource.Of(counted.Missed, dryRun)),
            ReplayResult.Started started => ApiResponse.Data(MissedEventsResource.Of(started.Missed, dryRun, started.Id), StatusCodes.Status202Accepted),
            ReplayResult.Invalid invalid => ApiResults.Invalid(invalid.Errors),
            ReplayResult.Refused refused => ApiResponse.Error(StatusCodes.Status409Conflict, refused.Reason),
            ReplayResult.Forbidden => ApiResults.Forbidden(),
            _ => ApiResults.NotFound(),
        };
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext http, BulkActionQueries actions) =>
        await actions.LastAsync(id, BulkActionKind.ReplayEvents, http.RequestAborted) is { } last ? ApiResponse.Data(ReplayResource.Of(last)) : ApiResults.NotFound();

    private static List<EventType>? Events(List<string>? names, out IReadOnlyList<FieldError> errors)
    {
        var (known, unknown) = (new List<EventType>(), new List<FieldError>());
        foreach (var name in names ?? [])
        {
            if (EventNames.TryRead(name, out var type, out var error))
            {
                known.Add(type);
            }
            else
            {
                unknown.Add(new FieldError("events", error));
            }
        }

        errors = [.. unknown.Take(1)];
        return names is null ? null : known;
    }
}
