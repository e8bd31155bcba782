using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;

/// <summary>A delivery's attempts, latest first, live.</summary>
public sealed partial class AttemptList(
    AttemptHistory history, CurrentActor currentActor, RetryRule rule, TimeProvider time, DeliveryFeed feed, ILogger<AttemptList> logger)
    : LiveComponent(feed, logger)
{
    private IReadOnlyList<AttemptView>? _attempts;
    private bool _loaded;
    private int? _open;

    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required DeliveryRow Delivery { get; set; }

    /// <summary>Returns an attempt's request as a curl command.</summary>
    [Parameter, EditorRequired]
    public required Func<AttemptView, string?> Curl { get; set; }

    /// <summary>Returns the first line of an attempt's request.</summary>
    [Parameter, EditorRequired]
    public required Func<AttemptView, RequestLine> Request { get; set; }

    private int MaxAttempts => rule.AttemptsOf(_attempts!.Count, Delivery.IsTest);

    protected override Task OnParametersSetAsync() => FollowAsync(SubscriptionId);

    protected override async Task LoadAsync()
    {
        _attempts = await history.OfAsync(await currentActor.GetAsync(), SubscriptionId, Delivery.Id);
        _loaded = true;

        // Only on the first load: a later attempt must not close the one that the user is reading.
        _open ??= _attempts is [var latest, ..] ? latest.Number : null;
    }
}
