using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Downloads bytes as a file.</summary>
public sealed partial class DownloadButton(IJSRuntime js) : IAsyncDisposable
{
    private readonly ScriptModule _script = new(js, "./Components/Shared/DownloadButton.razor.js");

    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Bytes { get; set; }

    [Parameter, EditorRequired]
    public required string FileName { get; set; }

    /// <summary>Completes "Download the …" in the button's accessible name.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private async Task SaveAsync()
    {
        var script = await _script.FetchAsync();
        using var stream = new DotNetStreamReference(new MemoryStream(Bytes.ToArray(), writable: false));
        await script.InvokeVoidAsync("save", FileName, stream);
    }
}
