using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Shows a payload, either formatted or raw.</summary>
public sealed partial class PayloadView
{
    /// <summary>The number of characters shown at first. Browsers are slow to lay out megabytes of text, and the sandbox accepts them from anyone.</summary>
    private const int MaxShown = 64 * 1024;

    private CodeBlock? _text;
    private string _raw = "";
    private string? _formatted;
    private PayloadNode? _tree;
    private ReadOnlyMemory<byte>? _read;
    private bool _exact = true;
    private bool _showRaw;
    private bool _showAll;

    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>A name for the content, used in accessible names.</summary>
    [Parameter]
    public string What { get; set; } = "payload";

    /// <summary>The name of the downloaded file; null hides the download button.</summary>
    [Parameter]
    public string? FileName { get; set; }

    /// <summary>Whether objects and arrays can be collapsed. Ignored for very long payloads.</summary>
    [Parameter]
    public bool Foldable { get; set; }

    /// <summary>Whether the shown text can be searched.</summary>
    [Parameter]
    public bool Searchable { get; set; }

    /// <summary>The key that copies; null for none.</summary>
    [Parameter]
    public string? CopyShortcut { get; set; }

    private bool ShowsTree => _tree is not null && !_showRaw;

    private string Whole => _showRaw || _formatted is null ? _raw : _formatted;

    private bool IsCut => !_showAll && !ShowsTree && Whole.Length > MaxShown;

    private string Beginning => IsCut ? Whole[..(char.IsHighSurrogate(Whole[MaxShown - 1]) ? MaxShown - 1 : MaxShown)] : Whole;

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    protected override void OnParametersSet()
    {
        // The parent rendered again with the same bytes: keep the user's expanded nodes, and do not parse a long text again.
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

    // The button that had the focus disappears, so move the focus to the text.
    private async Task ShowAllAsync()
    {
        _showAll = true;
        if (_text is not null)
        {
            await _text.FocusAsync();
        }
    }
}
