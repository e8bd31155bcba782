using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Saves bytes as a file on the reader's machine.</summary>
public sealed partial class DownloadButton(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? _module;

    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Bytes { get; set; }

    [Parameter, EditorRequired]
    public required string FileName { get; set; }

    /// <summary>Ends the sentence "Download the …" of the button's name.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its module with it.
        }
    }

    private async Task SaveAsync()
    {
        _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./Components/Shared/DownloadButton.razor.js");
        using var stream = new DotNetStreamReference(new MemoryStream(Bytes.ToArray(), writable: false));
        await _module.InvokeVoidAsync("save", FileName, stream);
    }
}
