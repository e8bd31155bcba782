using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;

namespace Dixa.Webhooks.Admin.Sandbox.Demo;

/// <summary>The webhook that the demo plays to: it wants every event and points to the sandbox.</summary>
public sealed class DemoWebhook(WebhookQueries reads, WebhookCommands changes, SandboxEndpoint own)
{
    public const string Name = "Demo: sandbox";

    /// <summary>Makes it, or the one that is there fit to be played to: enabled, with every event, at today's address. Answers as <see cref="WebhookCommands"/> does.</summary>
    public async Task<SaveResult> EnsureAsync(Actor actor, CancellationToken cancel)
    {
        if (own.Url is not { } url)
        {
            return new Invalid([new FieldError("url", "The sandbox has no address: there is no http address among Urls.")]);
        }

        var existing = (await reads.ListAsync(cancel)).FirstOrDefault(webhook => webhook.Name == Name);
        if (existing is null)
        {
            return await changes.CreateAsync(actor, Fit(new WebhookDraft(), url), cancel);
        }

        if (await reads.FormAsync(actor, existing.Id, cancel) is not { } form)
        {
            return actor.MayManage ? new NotFound() : new Forbidden();
        }

        return form.Draft.Enabled && form.Draft.Url == url.ToString() && form.Draft.Events.Count == EventCatalogue.All.Count
            ? new Saved(existing.Id)
            : await changes.EditAsync(actor, existing.Id, form.Revision, Fit(form.Draft, url), cancel);
    }

    private static WebhookDraft Fit(WebhookDraft draft, Uri url)
    {
        (draft.Name, draft.Url, draft.Enabled) = (Name, url.ToString(), true);
        draft.Events = [.. EventCatalogue.All.Select(type => type.Fqn)];
        return draft;
    }
}
