using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Privacy;

namespace Dixa.Webhooks.Admin.Api.Privacy;

/// <summary>An extension of the contract: erasing people.</summary>
internal static class PrivacyEndpoints
{
    public static void MapPrivacy(this IEndpointRouteBuilder api)
    {
        var erasures = api.MapGroup("/privacy/erasures").WithTags("Privacy");
        erasures.MapPost("", StartAsync)
            .Describe(
                "erasePerson",
                "Erase a person",
                "Removes the payloads and responses that mention a person from the history, and cancels the pending deliveries of these events. It runs in the background. "
                + "Events that are received later are kept. With dryRun it only counts the events.",
                Policies.ErasePeople)
            .Takes<ErasePerson>()
            .Produces<ApiResponse<ErasureCount>>()
            .Produces<ApiResponse<ErasureResource>>(StatusCodes.Status202Accepted)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
        erasures.RefuseReading("");
        erasures.MapGet("/{id}", FindAsync)
            .Describe("getErasure", "Get an erasure", "How far an erasure is. It does not contain what identified the person.", Policies.ErasePeople)
            .Produces<ApiResponse<ErasureResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(HttpContext http, PersonEraser eraser)
    {
        var body = await ApiBody<ErasePerson>.ReadAsync(http);
        if (body.Value is not { } request)
        {
            return body.Refusal!;
        }

        var actor = http.Administrator();
        var result = request.DryRun is true
            ? await eraser.PreviewAsync(actor, request.Value, http.RequestAborted)
            : await eraser.StartAsync(actor, request.Value, http.RequestAborted);
        return result switch
        {
            ErasureResult.Previewed { Preview: var found } => ApiResponse.Data(new ErasureCount(found.Events, found.Deliveries, found.Pending, found.Webhooks.Count, found.From, found.To, found.OtherMentions)),
            ErasureResult.Started started when await eraser.FindAsync(actor, started.Id, http.RequestAborted) is { } erasure => ApiResponse.Data(ErasureResource.Of(erasure), StatusCodes.Status202Accepted),
            ErasureResult.Invalid invalid => ApiResults.Invalid([invalid.Error]),
            _ => ApiResults.Forbidden(),
        };
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext http, PersonEraser eraser) =>
        await eraser.FindAsync(http.Administrator(), id, http.RequestAborted) is { } erasure ? ApiResponse.Data(ErasureResource.Of(erasure)) : ApiResults.NotFound();
}
