using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>A labeled input with a hint and an error. Works in posted forms and in interactive pages.</summary>
public sealed partial class AccountField
{
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The field's name in a posted form; null in an interactive page.</summary>
    [Parameter] public string? Name { get; set; }

    [Parameter, EditorRequired] public required string TestId { get; set; }

    [Parameter] public string Type { get; set; } = "text";

    [Parameter] public string? Value { get; set; }

    [Parameter] public EventCallback<string?> ValueChanged { get; set; }

    [Parameter] public string? Autocomplete { get; set; }

    [Parameter] public bool Autofocus { get; set; }

    [Parameter] public bool Required { get; set; } = true;

    [Parameter] public string? Hint { get; set; }

    [Parameter] public string? Error { get; set; }

    /// <summary>The name under which a <see cref="Shared.DraftKeeper"/> stores the value; null to store nothing.</summary>
    [Parameter] public string? Draft { get; set; }

    private string Id => $"field-{TestId}";

    private string HintId => $"{Id}-hint";

    private string ErrorId => $"{Id}-error";

    private string? DescribedBy => Error is not null ? ErrorId : Hint is not null ? HintId : null;

    private Task ChangedAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value as string);
}
