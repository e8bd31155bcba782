using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A search box bound to a URL parameter. It searches when the user pauses, and keeps what they type while a search is running.</summary>
public sealed partial class SearchField(TimeProvider time) : IDisposable
{
    /// <summary>How long the user must pause before the search starts.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Searches that were started here and are not yet in the URL.</summary>
    private readonly HashSet<string> _requested = [];

    private ElementReference _input;
    private string _text = "";
    private ITimer? _timer;

    /// <summary>The latest search, started here or elsewhere.</summary>
    private string? _latest;

    /// <summary>The last search that the URL had.</summary>
    private string? _previousValue;

    /// <summary>The search in the URL.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Raised with the trimmed text that the URL should have.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required int MaxLength { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    // Bound to _text and not to Value: a response to an earlier search must not overwrite what the user is typing.
    private string Text
    {
        get => _text;
        set
        {
            _text = value;
            _timer ??= time.CreateTimer(_ => _ = InvokeAsync(SearchAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer?.Dispose();

    public ValueTask FocusAsync() => _input.FocusAsync();

    protected override void OnParametersSet()
    {
        if (Value == _previousValue)
        {
            return;
        }

        // A value that was not requested here comes from a link, a button or the browser's history.
        _previousValue = Value;
        if (Value != _latest && !_requested.Contains(Value))
        {
            (_latest, _text) = (Value, Value);
        }

        if (Value == _latest)
        {
            _requested.Clear();
        }
    }

    private async Task SearchAsync()
    {
        if (_text.Trim() is var typed && typed != _latest)
        {
            _latest = typed;
            _requested.Add(typed);
            await ValueChanged.InvokeAsync(typed);
        }
    }
}
