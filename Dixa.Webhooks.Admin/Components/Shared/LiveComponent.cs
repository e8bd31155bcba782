using System.Data.Common;
using Dixa.Webhooks.Admin.Recording;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A component that shows what is stored and follows the feed. Loads never overlap: what is heard while one runs
/// makes one more run after it, so that the last look is always at the last state.
/// </summary>
public abstract partial class LiveComponent(DeliveryFeed feed, ILogger logger) : ComponentBase, IDisposable
{
    private IDisposable? _listening;
    private Guid? _heard;
    private bool _loading;
    private bool _loadAgain;
    private bool _disposed;

    /// <summary>The store did not answer the last load.</summary>
    protected bool LoadFailed { get; private set; }

    public void Dispose()
    {
        _disposed = true;
        _listening?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task LoadAsync();

    /// <summary>Loads at once, and again whenever something is recorded or changed. Call it from OnParametersSetAsync; the same webhook again does nothing.</summary>
    /// <param name="subscriptionId">The webhook; null for all of them.</param>
    protected async Task FollowAsync(Guid? subscriptionId)
    {
        // A page that is only drawn ahead stays at "loading": its buttons would take clicks and do nothing.
        if (!RendererInfo.IsInteractive || (_listening is not null && _heard == subscriptionId))
        {
            return;
        }

        // Listening starts before the first look: what is recorded in between is heard.
        _listening?.Dispose();
        (_listening, _heard) = (feed.Subscribe(subscriptionId, HearAsync), subscriptionId);
        await RefreshAsync();
    }

    protected async Task RefreshAsync()
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
        catch (DbException problem)
        {
            Log.StoreDidNotAnswer(logger, GetType().Name, problem);
            LoadFailed = true;
        }
        finally
        {
            _loading = false;
        }
    }

    private async Task HearAsync()
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
            // The circuit ended between the feed's call and this one.
        }
#pragma warning disable CA1031 // An edge: the feed drops what its listeners throw, the error boundary shows it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(problem);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Screen} could not read the store")]
        public static partial void StoreDidNotAnswer(ILogger logger, string screen, Exception problem);
    }
}
