using System.Data.Common;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A component that loads data and reloads when the feed reports a change. Loads never overlap: changes that arrive during a load
/// cause one more load after it, so the last load always sees the latest state. All fields are used only on the renderer's synchronization context.
/// </summary>
public abstract partial class LiveComponent(DeliveryFeed feed, ILogger logger) : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private Guid? _followed;
    private bool _loading;
    private bool _loadAgain;
    private bool _disposed;

    /// <summary>Whether the last load failed because the database did not respond.</summary>
    protected internal bool LoadFailed { get; private set; }

    public void Dispose()
    {
        _disposed = true;
        _subscription?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task LoadAsync();

    /// <summary>
    /// Loads now, and again on every change of the webhook; null follows all webhooks. Call it from OnParametersSetAsync. A call with the same id does nothing.
    /// </summary>
    protected async Task FollowAsync(Guid? subscriptionId)
    {
        // A prerendered page stays in its loading state, because its buttons would not react to clicks yet.
        if (!RendererInfo.IsInteractive || (_subscription is not null && _followed == subscriptionId))
        {
            return;
        }

        // Subscribe before the first load, so that no change in between is missed.
        _subscription?.Dispose();
        (_subscription, _followed) = (feed.Subscribe(subscriptionId, OnChangedAsync), subscriptionId);
        await RefreshAsync();
    }

    protected internal async Task RefreshAsync()
    {
        if (_loading)
        {
            _loadAgain = true;
            return;
        }

        _loading = true;
        try
        {
            do
            {
                _loadAgain = false;
                await LoadAsync();
            }
            while (_loadAgain && !_disposed);

            LoadFailed = false;
        }
        catch (DbException error)
        {
            Log.LoadFailed(logger, GetType().Name, error);
            LoadFailed = true;
        }
        finally
        {
            _loading = false;
        }
    }

    private async Task OnChangedAsync()
    {
        try
        {
            await InvokeAsync(async () =>
            {
                if (!_disposed)
                {
                    await RefreshAsync();
                    StateHasChanged();
                }
            });
        }
        catch (ObjectDisposedException)
        {
            // The circuit ended between the feed's call and InvokeAsync.
        }
#pragma warning disable CA1031 // The feed ignores exceptions of its listeners, so pass them to the error boundary, which shows them.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Error, "Failed to load data for {Component}; showing an error with a retry button")]
        public static partial void LoadFailed(ILogger logger, string component, Exception error);
    }
}
