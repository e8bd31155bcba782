using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>The contract's five operations on webhooks, and the rotation of a secret.</summary>
internal static class WebhookEndpoints
{
    /// <summary>A change is based on what was read just before, and tried again when another came between. Each time one of them is through, so that so many at once all are.</summary>
    private const int Tries = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListAsync)
            .Describe("listWebhooks", "List webhooks", "All webhooks, oldest first.", Policies.ReadWebhooks)
            .Produces<Answer<IReadOnlyList<WebhookSubscription>>>();
        webhooks.MapPost("", CreateAsync)
            .Describe("createWebhook", "Create a webhook", "The answer holds the secret that its receiver verifies signatures with.", Policies.ManageWebhooks)
            .Takes<CreateWebhook>()
            .Produces<Answer<WebhookSubscription>>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
        webhooks.MapGet("/{id}", FindAsync)
            .Describe("getWebhook", "Get a webhook", "One webhook.", Policies.ReadWebhooks)
            .Produces<Answer<WebhookSubscription>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        webhooks.MapPatch("/{id}", PatchAsync)
            .Describe("patchWebhook", "Change a webhook", "Changes the members that the body names; the others stay as they are.", Policies.ManageWebhooks)
            .Takes<PatchWebhook>()
            .Produces<Answer<WebhookSubscription>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
        webhooks.MapDelete("/{id}", DeleteAsync)
            .Describe("deleteWebhook", "Delete a webhook", "Removes a webhook and its history.", Policies.ManageWebhooks)
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        webhooks.RefuseReading("/{id}/rotate-secret");
        webhooks.MapPost("/{id}/rotate-secret", RotateSecretAsync)
            .Describe(
                "rotateSecret",
                "Rotate the secret",
                "Gives a webhook a new secret. What is sent from now on, retries too, is signed with it. During an overlap each request carries a second v1 for the old secret; "
                + "it stands first, so that an endpoint that reads only one goes on with the old secret until the overlap ends.",
                Policies.ManageWebhooks)
            .Takes<RotateSecret>(required: false)
            .Produces<Answer<WebhookSubscription>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> ListAsync(HttpContext http, WebhookApiQueries records) =>
        ApiResults.Data<IReadOnlyList<WebhookSubscription>>([.. (await records.ListAsync(http.Actor(), http.RequestAborted)).Select(WebhookSubscription.Of)]);

    private static Task<IResult> FindAsync(Guid id, HttpContext http, WebhookApiQueries records) => ShowAsync(http, records, id);

    private static async Task<IResult> CreateAsync(HttpContext http, WebhookCommands changes, WebhookApiQueries records)
    {
        var body = await ApiBody<CreateWebhook>.ReadAsync(http);
        if (body.Value is not { } members)
        {
            return body.Refusal!;
        }

        var draft = new WebhookDraft();
        if (members.Apply(draft) is { Count: > 0 } errors)
        {
            return ApiResults.Invalid(errors);
        }

        var result = await changes.CreateAsync(http.Actor(), draft, http.RequestAborted);
        return result switch
        {
            Saved saved => await ShowAsync(http, records, saved.Id, StatusCodes.Status201Created),
            Invalid invalid => ApiResults.Invalid(WebhookDrafting.InApiTerms(invalid.Errors, draft)),
            _ => Refused(result),
        };
    }

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext http, WebhookQueries reads, WebhookCommands changes, WebhookApiQueries records, IOptions<JsonOptions> json)
    {
        var body = await ApiBody<PatchWebhook>.ReadAsync(http);
        return body.Value is not { } members
            ? body.Refusal!
            : await ChangeAsync(http, records, id, async (actor, webhook, cancel) =>
            {
                if (ReadOnlyMembers.Changed(members.Others, WebhookSubscription.Of(webhook), json.Value.SerializerOptions) is { Count: > 0 } changed)
                {
                    return new Invalid(changed);
                }

                if (await reads.FormAsync(actor, id, cancel) is not { } form)
                {
                    return new NotFound();
                }

                if (members.Apply(form.Draft) is { Count: > 0 } errors)
                {
                    return new Invalid(errors);
                }

                var result = await changes.EditAsync(actor, id, form.Revision, form.Draft, cancel);
                return result is Invalid invalid ? new Invalid([.. WebhookDrafting.InApiTerms(invalid.Errors, form.Draft)]) : result;
            });
    }

    private static async Task<IResult> RotateSecretAsync(Guid id, HttpContext http, WebhookCommands changes, WebhookApiQueries records)
    {
        var body = await ApiBody<RotateSecret>.ReadAsync(http, whenEmpty: new RotateSecret());
        return body.Value is not { } wish
            ? body.Refusal!
            : await ChangeAsync(http, records, id, async (actor, webhook, cancel) =>
            {
                var result = await changes.RotateSecretAsync(actor, id, webhook.Revision, wish.Overlap, cancel);
                return result is Invalid invalid ? new Invalid([.. invalid.Errors.Select(error => error with { Field = "overlapSeconds" })]) : result;
            });
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext http, WebhookCommands changes, WebhookApiQueries records)
    {
        var result = await AttemptAsync(http, records, id, (actor, webhook, cancel) => changes.RemoveAsync(actor, id, webhook.Revision, cancel));
        return result is Saved ? Results.NoContent() : Refused(result);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, WebhookApiQueries records, Guid id, Func<Actor, WebhookApiModel, CancellationToken, Task<SaveResult>> change)
    {
        var result = await AttemptAsync(http, records, id, change);
        return result is Saved ? await ShowAsync(http, records, id) : Refused(result);
    }

    private static async Task<SaveResult> AttemptAsync(
        HttpContext http, WebhookApiQueries records, Guid id, Func<Actor, WebhookApiModel, CancellationToken, Task<SaveResult>> change)
    {
        SaveResult result = new ChangedMeanwhile();
        for (var i = 0; i < Tries && result is ChangedMeanwhile; i++)
        {
            if (await records.FindAsync(http.Actor(), id, http.RequestAborted) is not { } webhook)
            {
                return new NotFound();
            }

            result = await change(http.Actor(), webhook, http.RequestAborted);
        }

        return result;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, WebhookApiQueries records, Guid id, int status = StatusCodes.Status200OK) =>
        await records.FindAsync(http.Actor(), id, http.RequestAborted) is { } webhook
            ? ApiResults.Data(WebhookSubscription.Of(webhook), status)
            : ApiResults.NotFound();

    private static IResult Refused(SaveResult result) => result switch
    {
        Invalid invalid => ApiResults.Invalid(invalid.Errors),
        NotFound => ApiResults.NotFound(),
        Forbidden => ApiResults.Forbidden(),
        _ => ApiResults.Refuse(StatusCodes.Status409Conflict, "Somebody else keeps changing this webhook. Try again."),
    };
}
