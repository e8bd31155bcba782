using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The webhook that the demo plays to: it subscribes to every event and points to the sandbox.</summary>
public sealed class DemoWebhook(WebhookQueries webhooks, WebhookCommands commands, SandboxEndpoint sandbox)
{
    public const string Name = "Demo: sandbox";

    /// <summary>Creates the webhook, or updates the existing one: enabled, with every event, at the current address.</summary>
    public async Task<SaveResult> EnsureAsync(Actor actor, CancellationToken cancel)
    {
        if (sandbox.Url is not { } url)
        {
            return new SaveResult.Invalid([new FieldError("url", "The sandbox has no address. Urls must include an http address.")]);
        }

        var existing = (await webhooks.ListAsync(cancel)).FirstOrDefault(webhook => webhook.Name == Name);
        if (existing is null)
        {
            return await commands.CreateAsync(actor, Configure(new WebhookDraft(), url), cancel);
        }

        if (await webhooks.FormAsync(actor, existing.Id, cancel) is not { } form)
        {
            return actor.MayManage ? new SaveResult.NotFound() : new SaveResult.Forbidden();
        }

        return form.Draft.Enabled && form.Draft.Url == url.ToString() && form.Draft.Events.Count == EventCatalogue.All.Count
            ? new SaveResult.Saved(existing.Id)
            : await commands.EditAsync(actor, existing.Id, form.Revision, Configure(form.Draft, url), cancel);
    }

    private static WebhookDraft Configure(WebhookDraft draft, Uri url)
    {
        (draft.Name, draft.Url, draft.Enabled) = (Name, url.ToString(), true);
        draft.Events = [.. EventCatalogue.All.Select(type => type.Fqn)];
        return draft;
    }
}
