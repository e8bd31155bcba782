using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Surrounds a live list. While the pointer or the focus is in it, the list keeps its rows, so that none moves from under the pointer. What is new
/// waits until the user asks for it or leaves the list.
/// </summary>
public sealed partial class HoldArea(IJSRuntime js) : IAsyncDisposable
{
    private readonly ScriptModule _script = new(js, "./Components/Shared/HoldArea.razor.js");
    private ElementReference _area;
    private DotNetObjectReference<HoldArea>? _self;

    /// <summary>What waits, for example "38 new deliveries"; null for nothing.</summary>
    [Parameter]
    public string? News { get; set; }

    /// <summary>Raised when the user wants to see what is new.</summary>
    [Parameter]
    public EventCallback Show { get; set; }

    /// <summary>Raised when the pointer and the focus have left the list.</summary>
    [Parameter]
    public EventCallback Released { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>Whether the pointer or the focus is in the list.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public Task HoldAsync(bool held)
    {
        IsHeld = held;
        return held ? Task.CompletedTask : Released.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        IsHeld = false;
        _self?.Dispose();
        await _script.DisposeAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            var script = await _script.FetchAsync();
            if (!_script.IsDisposed)
            {
                await script.InvokeVoidAsync("watch", _area, _self);
            }
        }
    }
}
