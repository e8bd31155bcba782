using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Puts a text on the clipboard and says so.</summary>
public sealed partial class CopyButton(IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan SaidFor = TimeSpan.FromSeconds(2.5);

    private readonly ScriptModule _script = new(js, "./Components/Shared/CopyButton.razor.js");
    private readonly CancellationTokenSource _gone = new();
    private bool? _copied;
    private int _clicks;

    /// <summary>Asked at each click, so that a secret need not be on the page to be copied. Null copies nothing.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Text { get; set; }

    /// <summary>Ends the sentence "Copy …" of the button's name.</summary>
    [Parameter, EditorRequired]
    public required string What { get; set; }

    /// <summary>What stands on the button; null for the icon alone.</summary>
    [Parameter]
    public string? Label { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    private string Icon => _copied is true ? Icons.Material.Filled.Check : Icons.Material.Outlined.ContentCopy;

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        await _script.DisposeAsync();
    }

    private async Task CopyAsync()
    {
        var click = ++_clicks;
        if (await Text() is not { } text)
        {
            return;
        }

        _copied = await (await _script.FetchAsync()).InvokeAsync<bool>("copy", text);
        if (_copied is true)
        {
            _ = ForgetAsync(click);
        }
    }

    private async Task ForgetAsync(int click)
    {
        await Task.Delay(SaidFor, time, _gone.Token).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (click == _clicks && !_gone.IsCancellationRequested)
        {
            _copied = null;
            StateHasChanged();
        }
    }
}
