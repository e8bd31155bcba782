using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

public sealed partial class WebhookPage(
    WebhookQueries reads, CurrentActor currentActor, DeliveryFeed feed, ILogger<WebhookPage> logger) : LiveComponent(feed, logger)
{
    private Actor? _actor;
    private WebhookDetails? _webhook;
    private Guid? _loaded;
    private Guid? _seen;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The URL segment of a <see cref="WebhookTab"/>.</summary>
    [Parameter]
    public string? Tab { get; set; }

    /// <summary>Whether the webhook has just been created: then its secret and the next steps are shown first.</summary>
    [SupplyParameterFromQuery]
    public bool Created { get; set; }

    private string Title => (_webhook?.Name ?? "Webhook") + (WebhookTabs.Find(Tab) is { } tab and not WebhookTab.Events ? $" – {tab}" : "");

    private bool CanManage => _actor is { MayManage: true };

    protected override async Task OnParametersSetAsync()
    {
        _actor ??= await currentActor.SignedInAsync();
        await FollowAsync(Id);
    }

    protected override async Task LoadAsync()
    {
        _webhook = await reads.FindAsync(Id);
        (_loaded, _seen) = (Id, _webhook?.Id ?? _seen);
    }
}
