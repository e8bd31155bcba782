using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.BulkActions;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.BulkActions;

/// <summary>
/// The bulk actions that run or are paused, live, for everyone who looks. Those that end while this is shown stay visible with their result until the reader leaves
/// the page. Shows nothing if there are none.
/// </summary>
public sealed partial class BulkActionPanel(BulkActionQueries queries, CurrentActor currentActor, TimeProvider time, DeliveryFeed feed, ILogger<BulkActionPanel> logger) : LiveComponent(feed, logger), IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly HashSet<Guid> _seen = [];
    private IReadOnlyList<BulkActionView> _shown = [];
    private bool _mayAct;
    private bool _refreshing;

    /// <summary>Only the actions of this webhook; null for all, also those for several webhooks.</summary>
    [Parameter]
    public Guid? WebhookId { get; set; }

    /// <summary>Only this kind; null for all.</summary>
    [Parameter]
    public BulkActionKind? Kind { get; set; }

    /// <summary>Reloads, for example after an action was started.</summary>
    public async Task ReloadAsync()
    {
        await RefreshAsync();
        StateHasChanged();
    }

    void IDisposable.Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
        Dispose();
    }

    protected override Task OnParametersSetAsync() => FollowAsync(WebhookId);

    protected override async Task LoadAsync()
    {
        _mayAct = (await currentActor.SignedInAsync()).MayManage;
        var actions = (await queries.ListAsync(WebhookId, _closed.Token)).Where(action => Kind is null || action.Kind == Kind).ToList();
        _seen.UnionWith(actions.Where(action => !action.IsOver).Select(action => action.Id));
        _shown = [.. actions.Where(action => _seen.Contains(action.Id))];
    }

    protected override Task OnAfterRenderAsync(bool firstRender)
    {
        if (_refreshing || _shown.All(action => action.IsOver))
        {
            return Task.CompletedTask;
        }

        _refreshing = true;
        return RefreshWhileOpenAsync();
    }

    /// <summary>The feed tells about deliveries, but not that an action was paused or has ended.</summary>
    private async Task RefreshWhileOpenAsync()
    {
        while (_shown.Any(action => !action.IsOver) && !_closed.IsCancellationRequested)
        {
            await Task.Delay(RefreshInterval, time, _closed.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!_closed.IsCancellationRequested)
            {
                await RefreshAsync();
                StateHasChanged();
            }
        }

        _refreshing = false;
    }
}
