using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

public sealed partial class EventPage(WebhookQueries reads, DeliveryFeed feed, ILogger<EventPage> logger) : LiveComponent(feed, logger)
{
    private WebhookDetails? _webhook;
    private Guid? _loaded;
    private Guid? _seen;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The wire name, for example <c>CONVERSATION_CREATED</c>.</summary>
    [Parameter]
    public string EventType { get; set; } = "";

    protected override Task OnParametersSetAsync() => FollowAsync(Id);

    protected override async Task LoadAsync()
    {
        _webhook = await reads.FindAsync(Id);
        (_loaded, _seen) = (Id, _webhook?.Id ?? _seen);
    }
}
