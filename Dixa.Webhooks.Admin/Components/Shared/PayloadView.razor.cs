using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A payload, formatted for reading or raw as it is sent.</summary>
public sealed partial class PayloadView
{
    /// <summary>So many characters are shown at first: a browser takes long to lay out megabytes, and anybody may post them.</summary>
    private const int MaxShown = 64 * 1024;

    private ElementReference _text;
    private string _raw = "";
    private string? _formatted;
    private PayloadNode? _tree;
    private ReadOnlyMemory<byte>? _read;
    private bool _exact = true;
    private bool _showRaw;
    private bool _showAll;

    /// <summary>The exact bytes.</summary>
    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>What it is, for whoever does not see where it stands.</summary>
    [Parameter]
    public string What { get; set; } = "payload";

    /// <summary>Under which name it can be saved; null where it cannot.</summary>
    [Parameter]
    public string? FileName { get; set; }

    /// <summary>Whether objects and lists in it can be folded, unless it is very long.</summary>
    [Parameter]
    public bool Foldable { get; set; }

    private bool ShowsTree => _tree is not null && !_showRaw;

    private string Whole => _showRaw || _formatted is null ? _raw : _formatted;

    private bool IsCut => !_showAll && !ShowsTree && Whole.Length > MaxShown;

    private string Beginning => IsCut ? Whole[..(char.IsHighSurrogate(Whole[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] : Whole;

    private static string Counted(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    protected override void OnParametersSet()
    {
        // A parent that is drawn anew brings the same bytes: what is folded stays so, and a long text is not read again.
        if (_read is { } read && read.Equals(Payload))
        {
            return;
        }

        (_read, _showAll) = (Payload, false);
        _tree = Foldable && Payload.Length <= MaxShown ? PayloadNode.Read(Payload.Span) : null;
        _raw = PayloadText.Raw(Payload.Span, out _exact);
        _formatted = PayloadText.Formatted(Payload.Span);
        _showRaw |= _formatted is null;
    }

    // The button that had the focus goes.
    private async Task ShowAllAsync()
    {
        _showAll = true;
        await _text.FocusAsync(preventScroll: true);
    }
}
