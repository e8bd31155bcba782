using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A read-only box with a label and a copy icon.</summary>
public sealed partial class CopyField
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>Names the value for tests.</summary>
    [Parameter]
    public string? TestId { get; set; }
}
