using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Recording;

namespace Dixa.Webhooks.Admin.Components.BulkActions;

/// <summary>The bulk actions that are not over, and the last ones that ended.</summary>
public sealed partial class BulkActionsPage(BulkActionQueries queries, DeliveryFeed feed, ILogger<BulkActionsPage> logger) : LiveComponent(feed, logger)
{
    private IReadOnlyList<BulkActionView>? _ended;

    protected override Task OnParametersSetAsync() => FollowAsync(null);

    protected override async Task LoadAsync() => _ended = [.. (await queries.ListAsync()).Where(action => action.IsOver)];
}
