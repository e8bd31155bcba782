using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

public sealed partial class NewWebhookPage(WebhookChanges changes, CurrentActor currentActor, SandboxAddress sandbox, NavigationManager navigation)
{
    private readonly WebhookDraft _draft = new();

    /// <summary>It is to post to the application's own sandbox: what is known of it is filled in.</summary>
    [SupplyParameterFromQuery(Name = "sandbox")]
    public bool ForSandbox { get; set; }

    protected override void OnInitialized()
    {
        if (ForSandbox && sandbox.Url is { } url)
        {
            (_draft.Name, _draft.Url, _draft.Events) = ("Sandbox", url, [.. EventCatalogue.All.Select(type => type.Fqn)]);
        }
    }

    private async Task<SaveResult> CreateAsync(WebhookDraft draft) => await changes.CreateAsync(await currentActor.GetAsync(), draft);

    private void ShowCreated(Guid id) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(AppUrls.Webhook(id), new Dictionary<string, object?> { ["created"] = true }));
}
