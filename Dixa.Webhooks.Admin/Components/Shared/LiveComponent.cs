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
    /// <summary>How long a request waits for what it prerenders. After that, the page is sent in its loading state.</summary>
    private static readonly TimeSpan PrerenderTimeout = TimeSpan.FromSeconds(2);

    private IDisposable? _subscription;
    private Guid? _followed;
    private bool _loading;
    private bool _loadAgain;
    private bool _disposed;

    /// <summary>Null in a component that is rendered alone.</summary>
    [CascadingParameter]
    public PageVisit? Visit { get; set; }

    protected bool IsDisposed => _disposed;

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
    /// Loads what the prerendered page shows. By default nothing: the page stays in its loading state until it is interactive.
    /// </summary>
    protected virtual Task PrerenderAsync() => Task.CompletedTask;

    /// <summary>What <see cref="PrerenderAsync"/> loaded, for <see cref="Restore"/> in the circuit; null if there is nothing to show.</summary>
    protected virtual object? Capture() => null;

    /// <summary>Shows what was captured, until the first load in the circuit ends.</summary>
    protected virtual void Restore(object captured)
    {
    }

    /// <summary>
    /// Loads now, and again on every change of the webhook; null follows all webhooks. Call it from OnParametersSetAsync. A call with the same id does nothing.
    /// </summary>
    protected async Task FollowAsync(Guid? subscriptionId)
    {
        if (!RendererInfo.IsInteractive)
        {
            await TryPrerenderAsync();
            return;
        }

        if (_subscription is not null && _followed == subscriptionId)
        {
            return;
        }

        // Subscribe before the first load, so that no change in between is missed.
        _subscription?.Dispose();
        (_subscription, _followed) = (feed.Subscribe(subscriptionId, OnChangedAsync), subscriptionId);
        if (Visit?.Take(GetType()) is { } captured)
        {
            Restore(captured);
        }

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

    /// <summary>A page whose data cannot be read in time is not an error yet: it tries again when it is interactive.</summary>
    private async Task TryPrerenderAsync()
    {
        try
        {
            await PrerenderAsync().WaitAsync(PrerenderTimeout);
            if (Capture() is { } captured)
            {
                Visit?.Keep(GetType(), captured);
            }
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            Log.NotPrerendered(logger, GetType().Name, error);
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

        [LoggerMessage(2109, LogLevel.Warning, "Failed to load data for the first view of {Component}; the page tries again when it is connected")]
        public static partial void NotPrerendered(ILogger logger, string component, Exception error);
    }
}
