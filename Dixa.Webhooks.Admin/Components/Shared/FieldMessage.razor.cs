using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The error of one field, shown below it.</summary>
public sealed partial class FieldMessage
{
    [Parameter, EditorRequired]
    public required string Field { get; set; }

    /// <summary>Null when the field has no error.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>Attributes in addition to the id and the test id, or instead of them.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>The element's id, for <c>aria-describedby</c>.</summary>
    public static string IdOf(string field) => $"error-{field}";
}
