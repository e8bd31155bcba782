using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A payload, formatted for reading or raw as it is sent.</summary>
public sealed partial class PayloadView
{
    /// <summary>So many characters are shown at first: a browser takes long to lay out megabytes, and anybody may post them.</summary>
    private const int MostShown = 64 * 1024;

    private ElementReference _text;
    private string _raw = "";
    private string? _formatted;
    private bool _exact = true;
    private bool _showRaw;
    private bool _showAll;

    /// <summary>The exact bytes.</summary>
    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>What it is, for whoever does not see where it stands.</summary>
    [Parameter]
    public string What { get; set; } = "payload";

    private string Whole => _showRaw || _formatted is null ? _raw : _formatted;

    private bool IsCut => !_showAll && Whole.Length > MostShown;

    private string Beginning => IsCut ? Whole[..(char.IsHighSurrogate(Whole[MostShown - 1]) ? MostShown - 1 : MostShown)] : Whole;

    private static string Counted(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    protected override void OnParametersSet()
    {
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
