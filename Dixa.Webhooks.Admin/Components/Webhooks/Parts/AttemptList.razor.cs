using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>A delivery's attempts, the latest first, live.</summary>
public sealed partial class AttemptList(AttemptHistory history, RetryRule rule, DeliveryFeed feed, ILogger<AttemptList> logger) : LiveComponent(feed, logger)
{
    private IReadOnlyList<AttemptView>? _attempts;
    private bool _loaded;
    private int? _open;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required long DeliveryId { get; set; }

    protected override Task OnParametersSetAsync() => FollowAsync(SubscriptionId);

    protected override async Task LoadAsync()
    {
        _attempts = await history.OfAsync(SubscriptionId, DeliveryId);
        _loaded = true;

        // Only at first: one that comes later must not close what somebody reads.
        _open ??= _attempts is [var latest, ..] ? latest.Number : null;
    }
}
