using System.Text;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Events;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Testing;

/// <summary>
/// Edits an event's <c>data</c> and validates it while the user types. Parents set a <c>@key</c>, so each event type gets a new instance.
/// </summary>
public sealed partial class DataEditor(IJSRuntime js) : IAsyncDisposable
{
    /// <summary>More than the limit for sending, so that a text that is too long is kept and the error can state its length.</summary>
    private const long MaxRead = 8 * EnteredData.MaxBytes;

    private readonly ScriptModule _script = new(js, "./Components/Webhooks/Testing/DataEditor.razor.js");
    private ElementReference _area;
    private DotNetObjectReference<DataEditor>? _self;
    private string _sample = "";
    private string _asOpened = "";
    private EditedData _data = new("", [], IsSample: true, Error: null, Misfit: null);
    private int _reads;

    [Parameter, EditorRequired]
    public required EventType Type { get; set; }

    /// <summary>The initial text; null for the type's sample.</summary>
    [Parameter]
    public string? Text { get; set; }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        await _script.DisposeAsync();
    }

    /// <summary>Reads and validates the current text. If the editor has left the page in the meantime, returns the last result.</summary>
    public async Task<EditedData> ReadAsync()
    {
        var read = ++_reads;
        if (await LongText.ReadAsync(await _script.FetchAsync(), _area, MaxRead) is not (var length, var bytes))
        {
            return _data;
        }

        var data = length > MaxRead ? new EditedData("", [], IsSample: false, EnteredData.TooLong(length), Misfit: null) : Check(bytes);
        if (read == _reads)
        {
            _data = data;
        }

        return data;
    }

    public Task FocusAsync() => _area.FocusAsync().AsTask();

    /// <summary>Called by the browser when the user pauses.</summary>
    [JSInvokable]
    public async Task InputChangedAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    protected override void OnInitialized()
    {
        _sample = PayloadText.Formatted(Type.Data.Sample.Span)!;
        _asOpened = Text ?? _sample;
        _data = Check(Encoding.UTF8.GetBytes(_asOpened));
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

    private EditedData Check(byte[] bytes)
    {
        var (text, error) = (Encoding.UTF8.GetString(bytes), EnteredData.Error(bytes));
        return new EditedData(text, bytes, text == _sample, error, error is null ? EnteredData.Misfit(bytes, Type) : null);
    }

    private async Task ResetAsync()
    {
        _reads++;
        _data = Check(Encoding.UTF8.GetBytes(_sample));
        await (await _script.FetchAsync()).InvokeVoidAsync("write", _area, _sample);
    }
}
