using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A native select with a label above it. The options' values are those of <typeparamref name="T"/> in the invariant culture.</summary>
public sealed partial class SelectField<T>
{
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required T Value { get; set; }

    [Parameter]
    public EventCallback<T> ValueChanged { get; set; }

    [Parameter]
    public string? Id { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>Attributes of the select.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    private Task ChangeAsync(ChangeEventArgs change) =>
        BindConverter.TryConvertTo<T>(change.Value, CultureInfo.InvariantCulture, out var value) ? ValueChanged.InvokeAsync(value) : Task.CompletedTask;
}
