using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>A page about one webhook, which it loads and reloads. Its content is in a <see cref="WebhookScope"/>.</summary>
public abstract class WebhookComponent(WebhookQueries queries, DeliveryFeed feed, ILogger logger) : LiveComponent(feed, logger)
{
    private Guid? _loaded;
    private Guid? _found;
    private bool _isPrerendered;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Null until it is loaded, and when there is no such webhook.</summary>
    protected internal WebhookDetails? Webhook { get; private set; }

    protected internal virtual bool IsLoaded => _loaded == Id;

    /// <summary>Whether to show the content. A prerendered page shows only that something is missing.</summary>
    protected internal bool IsShown => IsLoaded && (!_isPrerendered || IsMissing);

    /// <summary>Whether there is nothing at this URL; known once it is loaded.</summary>
    protected virtual bool IsMissing => Webhook is null;

    /// <summary>Whether the webhook was removed while the page was open.</summary>
    protected internal bool WasRemoved => Webhook is null && _found == Id;

    protected override Task OnParametersSetAsync() => FollowAsync(Id);

    protected override async Task PrerenderAsync()
    {
        _isPrerendered = true;
        await LoadAsync();
    }

    protected override async Task LoadAsync()
    {
        var id = Id;
        Webhook = await queries.FindAsync(id);
        (_loaded, _found) = (id, Webhook?.Id ?? _found);
    }
}
