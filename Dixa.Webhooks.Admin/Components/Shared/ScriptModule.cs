using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A component's own script, fetched when it is first asked for and let go with the component.</summary>
/// <param name="js">The browser.</param>
/// <param name="path">The script's address, for example <c>./Components/Shared/CopyButton.razor.js</c>.</param>
internal sealed class ScriptModule(IJSRuntime js, string path) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _fetched;

    /// <summary>The component is gone, and with it what its script would work on. Whoever waited for the script asks before going on.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>One fetch for all who ask; after one that failed, the next who asks tries again.</summary>
    public Task<IJSObjectReference> FetchAsync()
    {
        if (_fetched is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _fetched = js.InvokeAsync<IJSObjectReference>("import", path).AsTask();
        }

        return _fetched;
    }

    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        try
        {
            if (_fetched is not null)
            {
                await (await _fetched).DisposeAsync();
            }
        }
        catch (Exception error) when (error is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The browser is gone, and its module with it; or the module never came.
        }
    }
}
