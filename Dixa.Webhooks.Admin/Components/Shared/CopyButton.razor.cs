using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Copies a text to the clipboard and shows the result.</summary>
public sealed partial class CopyButton(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan MessageDuration = TimeSpan.FromSeconds(2.5);

    private readonly ScriptModule _script = new(js, "./Components/Shared/CopyButton.razor.js");
    private readonly CancellationTokenSource _disposed = new();
    private bool? _isCopied;
    private int _clicks;

    /// <summary>Called on each click, so that a secret can be copied without being on the page. Null copies nothing.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Text { get; set; }

    /// <summary>Completes "Copy …" in the button's accessible name.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    /// <summary>The button's text; null shows only the icon.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>The key that clicks the button; null for none.</summary>
    [Parameter]
    public string? Shortcut { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    private string Title => Shortcut is null ? $"Copy {What}" : $"Copy {What} ({Shortcut})";

    private string Icon => _isCopied is true ? Icons.Material.Filled.Check : Icons.Material.Outlined.ContentCopy;

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        _disposed.Dispose();
        await _script.DisposeAsync();
    }

    private async Task CopyAsync()
    {
        var click = ++_clicks;
        if (await Text() is not { } text)
        {
            return;
        }

        _isCopied = await (await _script.FetchAsync()).InvokeAsync<bool>("copy", text);
        if (_isCopied is true)
        {
            _ = HideMessageAsync(click);
        }
    }

    private async Task HideMessageAsync(int click)
    {
        await Task.Delay(MessageDuration, time, _disposed.Token).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (click == _clicks && !_disposed.IsCancellationRequested)
        {
            _isCopied = null;
            StateHasChanged();
        }
    }
}
