using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

public sealed partial class NewWebhookPage(WebhookChanges changes, CurrentActor currentActor, NavigationManager navigation)
{
    private readonly WebhookDraft _draft = new();

    private async Task<SaveResult> CreateAsync(WebhookDraft draft) => await changes.CreateAsync(await currentActor.GetAsync(), draft);

    private void ShowCreated(Guid id) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(AppUrls.Webhook(id), new Dictionary<string, object?> { ["created"] = true }));
}
