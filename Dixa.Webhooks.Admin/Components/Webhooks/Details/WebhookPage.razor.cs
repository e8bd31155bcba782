using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed partial class WebhookPage(
    WebhookQueries queries, CurrentActor currentActor, DeliveryFeed feed, ILogger<WebhookPage> logger) : WebhookComponent(queries, feed, logger)
{
    private Actor? _actor;

    /// <summary>The URL segment of a <see cref="WebhookTab"/>.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Whether the webhook has just been created: then its secret and the next steps are shown first.</summary>
    [SupplyParameterFromQuery]
    public bool Created { get; set; }

    private string Title => (Webhook?.Name ?? "Webhook") + (WebhookTabs.Find(Tab) is { } tab and not WebhookTab.Events ? $" – {tab}" : "");

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await currentActor.SignedInAsync();
        await base.OnParametersSetAsync();
    }
}
