using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>A labelled input with its hint and its error. Works in a posted form and in a circuit alike.</summary>
public sealed partial class AccountField
{
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The name under which a posted form carries the value; null in a circuit.</summary>
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

    /// <summary>Under which name a <see cref="Shared.DraftKeeper"/> keeps what is typed; null where it does not.</summary>
    [Parameter] public string? Draft { get; set; }

    private string Id => $"field-{TestId}";

    private string HintId => $"{Id}-hint";

    private string ErrorId => $"{Id}-error";

    private string? Describer => Error is not null ? ErrorId : Hint is not null ? HintId : null;

    private Task ChangedAsync(ChangeEventArgs change) => ValueChanged.InvokeAsync(change.Value as string);
}
