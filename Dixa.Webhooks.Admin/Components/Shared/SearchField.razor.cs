using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A search that is a part of the address. It begins when nobody types any more; what is typed while it is on its way stays.</summary>
public sealed partial class SearchField(TimeProvider time) : IDisposable
{
    /// <summary>After so long without a key the search begins.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Searches that were typed here and have not come back as the address yet.</summary>
    private readonly HashSet<string> _asked = [];

    private ElementReference _field;
    private string _text = "";
    private ITimer? _typing;

    /// <summary>The last search that was asked for, here or elsewhere.</summary>
    private string? _wanted;

    /// <summary>The search that the address had last.</summary>
    private string? _seen;

    /// <summary>What the address has.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>The address is to have this, with nothing before or after the words.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required int MaxLength { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    // Bound to the field itself: what is typed while an answer is on its way must not be overwritten by what was typed before.
    private string Text
    {
        get => _text;
        set
        {
            _text = value;
            _typing ??= time.CreateTimer(_ => _ = InvokeAsync(SearchAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _typing.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _typing?.Dispose();

    /// <summary>Puts the cursor into it.</summary>
    public ValueTask FocusAsync() => _field.FocusAsync();

    protected override void OnParametersSet()
    {
        if (Value == _seen)
        {
            return;
        }

        // One that was not typed here comes from a link, a button, or the way back.
        _seen = Value;
        if (Value != _wanted && !_asked.Contains(Value))
        {
            (_wanted, _text) = (Value, Value);
        }

        if (Value == _wanted)
        {
            _asked.Clear();
        }
    }

    private async Task SearchAsync()
    {
        if (_text.Trim() is var typed && typed != _wanted)
        {
            _wanted = typed;
            _asked.Add(typed);
            await ValueChanged.InvokeAsync(typed);
        }
    }
}
