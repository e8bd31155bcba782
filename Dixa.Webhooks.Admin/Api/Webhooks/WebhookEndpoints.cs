using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Api.Webhooks;

/// <summary>The contract's five operations on webhooks, and secret rotation.</summary>
internal static class WebhookEndpoints
{
    /// <summary>
    /// How often a change is retried after a concurrent change. At each conflict one of the concurrent changes succeeds, so up to this many can run at once.
    /// </summary>
    private const int MaxTries = 100;

    public static void MapWebhooks(this IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");
        webhooks.MapGet("", ListAsync)
            .Describe("listWebhooks", "List webhooks", "All webhooks, oldest first.", Policies.ReadWebhooks)
            .Produces<ApiResponse<IReadOnlyList<WebhookResource>>>();
        webhooks.MapPost("", CreateAsync)
            .Describe("createWebhook", "Create a webhook", "The response contains the secret for verifying signatures.", Policies.ManageWebhooks)
            .Takes<CreateWebhook>()
            .Produces<ApiResponse<WebhookResource>>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status413PayloadTooLarge);
        webhooks.MapGet("/{id}", FindAsync)
            .Describe("getWebhook", "Get a webhook", "One webhook.", Policies.ReadWebhooks)
            .Produces<ApiResponse<WebhookResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        webhooks.MapPatch("/{id}", PatchAsync)
            .Describe("patchWebhook", "Change a webhook", "Changes the members in the body. Other members do not change.", Policies.ManageWebhooks)
            .Takes<PatchWebhook>()
            .Produces<ApiResponse<WebhookResource>>()
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
                "Creates a new secret. All requests from now on, including retries, are signed with it. During an overlap, each request has two v1 values. "
                + "The old secret's comes first, so that an endpoint that reads only one works until the overlap ends.",
                Policies.ManageWebhooks)
            .Takes<RotateSecret>(required: false)
            .Produces<ApiResponse<WebhookResource>>()
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> ListAsync(HttpContext http, WebhookApiQueries queries) =>
        ApiResponse.Data<IReadOnlyList<WebhookResource>>([.. (await queries.ListAsync(http.Actor(), http.RequestAborted)).Select(WebhookResource.Of)]);

    private static Task<IResult> FindAsync(Guid id, HttpContext http, WebhookApiQueries queries) => ShowAsync(http, queries, id);

    private static async Task<IResult> CreateAsync(HttpContext http, WebhookCommands commands, WebhookApiQueries queries)
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

        var result = await commands.CreateAsync(http.Actor(), draft, http.RequestAborted);
        return result switch
        {
            SaveResult.Saved saved => await ShowAsync(http, queries, saved.Id, StatusCodes.Status201Created),
            SaveResult.Invalid invalid => ApiResults.Invalid(WebhookDrafting.InApiTerms(invalid.Errors, draft)),
            _ => Refused(result),
        };
    }

    private static async Task<IResult> PatchAsync(
        Guid id, HttpContext http, WebhookQueries formQueries, WebhookCommands commands, WebhookApiQueries queries, IOptions<JsonOptions> json)
    {
        var body = await ApiBody<PatchWebhook>.ReadAsync(http);
        return body.Value is not { } members
            ? body.Refusal!
            : await ChangeAsync(http, queries, id, async (actor, webhook, cancel) =>
            {
                if (ReadOnlyMembers.Changed(members.Others, WebhookResource.Of(webhook), json.Value.SerializerOptions) is { Count: > 0 } changed)
                {
                    return new SaveResult.Invalid(changed);
                }

                if (await formQueries.FormAsync(actor, id, cancel) is not { } form)
                {
                    return new SaveResult.NotFound();
                }

                if (members.Apply(form.Draft) is { Count: > 0 } errors)
                {
                    return new SaveResult.Invalid(errors);
                }

                var result = await commands.EditAsync(actor, id, form.Revision, form.Draft, cancel);
                return result is SaveResult.Invalid invalid ? new SaveResult.Invalid([.. WebhookDrafting.InApiTerms(invalid.Errors, form.Draft)]) : result;
            });
    }

    private static async Task<IResult> RotateSecretAsync(Guid id, HttpContext http, WebhookCommands commands, WebhookApiQueries queries)
    {
        var body = await ApiBody<RotateSecret>.ReadAsync(http, whenEmpty: new RotateSecret());
        return body.Value is not { } rotation
            ? body.Refusal!
            : await ChangeAsync(http, queries, id, async (actor, webhook, cancel) =>
            {
                var result = await commands.RotateSecretAsync(actor, id, webhook.Revision, rotation.Overlap, cancel);
                return result is SaveResult.Invalid invalid ? new SaveResult.Invalid([.. invalid.Errors.Select(error => error with { Field = "overlapSeconds" })]) : result;
            });
    }

    private static async Task<IResult> DeleteAsync(Guid id, HttpContext http, WebhookCommands commands, WebhookApiQueries queries)
    {
        var result = await AttemptAsync(http, queries, id, (actor, webhook, cancel) => commands.RemoveAsync(actor, id, webhook.Revision, cancel));
        return result is SaveResult.Saved ? Results.NoContent() : Refused(result);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http, WebhookApiQueries queries, Guid id, Func<Actor, WebhookApiModel, CancellationToken, Task<SaveResult>> change)
    {
        var result = await AttemptAsync(http, queries, id, change);
        return result is SaveResult.Saved ? await ShowAsync(http, queries, id) : Refused(result);
    }

    private static async Task<SaveResult> AttemptAsync(
        HttpContext http, WebhookApiQueries queries, Guid id, Func<Actor, WebhookApiModel, CancellationToken, Task<SaveResult>> change)
    {
        SaveResult result = new SaveResult.Conflict();
        for (var i = 0; i < MaxTries && result is SaveResult.Conflict; i++)
        {
            if (await queries.BeforeChangeAsync(http.Actor(), id, http.RequestAborted) is not { } webhook)
            {
                return new SaveResult.NotFound();
            }

            result = await change(http.Actor(), webhook, http.RequestAborted);
        }

        return result;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, WebhookApiQueries queries, Guid id, int status = StatusCodes.Status200OK) =>
        await queries.FindAsync(http.Actor(), id, http.RequestAborted) is { } webhook
            ? ApiResponse.Data(WebhookResource.Of(webhook), status)
            : ApiResults.NotFound();

    private static IResult Refused(SaveResult result) => result switch
    {
        SaveResult.Invalid invalid => ApiResults.Invalid(invalid.Errors),
        SaveResult.NotFound => ApiResults.NotFound(),
        SaveResult.Forbidden => ApiResults.Forbidden(),
        _ => ApiResponse.Error(StatusCodes.Status409Conflict, "The webhook keeps being changed by someone else. Try again."),
    };
}
