using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A payload, formatted for reading or raw as it is sent.</summary>
public sealed partial class PayloadView
{
    private string _raw = "";
    private string? _formatted;
    private bool _exact = true;
    private bool _showRaw;

    /// <summary>The exact bytes.</summary>
    [Parameter, EditorRequired]
    public required ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>What it is, for whoever does not see where it stands.</summary>
    [Parameter]
    public string What { get; set; } = "payload";

    private string Shown => _showRaw || _formatted is null ? _raw : _formatted;

    protected override void OnParametersSet()
    {
        _raw = PayloadText.Raw(Payload.Span, out _exact);
        _formatted = PayloadText.Formatted(Payload.Span);
        _showRaw |= _formatted is null;
    }
}
