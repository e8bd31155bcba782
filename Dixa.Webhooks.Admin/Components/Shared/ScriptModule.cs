using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A component's own JavaScript module, imported on first use and disposed with the component. The path is relative to the base URL,
/// for example <c>./Components/Shared/CopyButton.razor.js</c>.
/// </summary>
internal sealed class ScriptModule(IJSRuntime js, string path) : IAsyncDisposable
{
    private Task<IJSObjectReference>? _module;

    /// <summary>Check it after awaiting <see cref="FetchAsync"/>: if the component was disposed in the meantime, its elements no longer exist.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Imports the module once; after a failed import, the next call tries again.</summary>
    public Task<IJSObjectReference> FetchAsync()
    {
        if (_module is null or { IsFaulted: true } or { IsCanceled: true })
        {
            _module = js.InvokeAsync<IJSObjectReference>("import", path).AsTask();
        }

        return _module;
    }

    public async ValueTask DisposeAsync()
    {
        IsDisposed = true;
        try
        {
            if (_module is not null)
            {
                await (await _module).DisposeAsync();
            }
        }
        catch (Exception error) when (error is JSDisconnectedException or JSException or OperationCanceledException)
        {
            // The browser has disconnected, which also releases the module, or the import failed.
        }
    }
}
