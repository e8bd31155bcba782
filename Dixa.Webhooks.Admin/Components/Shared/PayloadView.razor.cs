using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A payload, formatted for reading or raw as it is sent.</summary>
public sealed partial class PayloadView
{
    private string _raw = "";
    private string? _formatted;
    private PayloadNode? _tree;
    private ReadOnlyMemory<byte>? _read;
    private bool _exact = true;
    private bool _showRaw;

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

    private string Shown => _showRaw || _formatted is null ? _raw : _formatted;

    protected override void OnParametersSet()
    {
        // A parent that is drawn anew brings the same bytes: what is folded stays so, and a long text is not read again.
        if (_read is { } read && read.Equals(Payload))
        {
            return;
        }

        _read = Payload;
        _tree = Foldable ? PayloadNode.Read(Payload.Span) : null;
        _raw = PayloadText.Raw(Payload.Span, out _exact);
        _formatted = PayloadText.Formatted(Payload.Span);
        _showRaw |= _formatted is null;
    }
}
