using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A text input with a label, a hint and an error, for posted forms and interactive pages. A secret is hidden until the user reveals it. A stored
/// secret is shown as a mask: typing replaces the mask, and submitting the mask unchanged keeps the stored value.
/// </summary>
public sealed partial class TextField
{
    // A SignalR message over 32 KB ends the connection, and the user loses what they typed.
    // All allowed values are much shorter, so validation still reports a value that was cut off here as too long.
    private const int MaxInputLength = 8_000;

    private bool _isRevealed;
    private ElementReference _input;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string TestId { get; set; }

    /// <summary>The field's name in a posted form; null in an interactive page.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter]
    public string Type { get; set; } = "text";

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>The message when the value is wrong. A form with <see cref="Errors"/> gives the field's name instead.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>The field's name in <see cref="Errors"/>.</summary>
    [Parameter]
    public string? Field { get; set; }

    [Parameter]
    public FieldErrors? Errors { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public bool Secret { get; set; }

    [Parameter]
    public string? Autocomplete { get; set; }

    [Parameter]
    public bool Autofocus { get; set; }

    [Parameter]
    public bool Required { get; set; }

    /// <summary>The name under which a <see cref="DraftKeeper"/> stores the value; null to store nothing.</summary>
    [Parameter]
    public string? Draft { get; set; }

    private string Id => $"field-{TestId}";

    private string HintId => $"{Id}-hint";

    private string ErrorId => $"{Id}-error";

    private string? Message => Error ?? (Field is null ? null : Errors?.Of(Field));

    private string? DescribedBy => Message is null ? (ShownHint is null ? null : HintId) : Field is null ? ErrorId : FieldMessage.IdOf(Field);

    private bool IsStored => Secret && Value == Mask.Text;

    private string? ShownHint => IsStored ? "Already stored. Type to replace it." : Hint;

    // A stored value is never shown again, so there is nothing to reveal.
    private bool CanReveal => Secret && !string.IsNullOrEmpty(Value) && !IsStored;

    private bool IsPassword => !Secret && Type == "password";

    private string InputType => Secret && !(_isRevealed && CanReveal) ? "password" : Type;

    public ValueTask FocusAsync() => _input.FocusAsync();

    private Task ChangeAsync(string? value)
    {
        if (Field is not null)
        {
            Errors?.Clear(Field);
        }

        var typed = value ?? "";
        if (IsStored && typed != Mask.Text)
        {
            // The user typed into the mask: the remaining mask characters are not part of the new value.
            typed = typed.Replace(Mask.Text[..1], "", StringComparison.Ordinal);
        }

        return ValueChanged.InvokeAsync(typed);
    }
}
