using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Searches the text in the closest element around it that has the class <c>findable</c>, and marks each match.</summary>
public sealed partial class TextFinder(IJSRuntime js) : IAsyncDisposable
{
    private readonly ScriptModule _script = new(js, "./Components/Shared/TextFinder.razor.js");
    private ElementReference _element;

    /// <summary>What is searched, for example "payload".</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            var script = await _script.FetchAsync();
            if (!_script.IsDisposed)
            {
                await script.InvokeVoidAsync("watch", _element);
            }
        }
    }
}
