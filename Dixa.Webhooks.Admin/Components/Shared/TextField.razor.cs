using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A text input with an error message. A secret is hidden until the user reveals it. A stored secret is shown as a mask: typing replaces
/// the mask, and submitting the mask unchanged keeps the stored value.
/// </summary>
public sealed partial class TextField
{
    // A SignalR message over 32 KB ends the connection, and the user loses what they typed.
    // All allowed values are much shorter, so validation still reports a value that was cut off here as too long.
    private const int MaxInputLength = 8_000;

    private bool _isRevealed;
    private MudTextField<string>? _input;

    /// <summary>The field's name in errors.</summary>
    [Parameter, EditorRequired]
    public required string Field { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Value { get; set; }

    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    [Parameter, EditorRequired]
    public required FieldErrors Errors { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? Help { get; set; }

    [Parameter]
    public bool Secret { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>The name under which a <see cref="DraftKeeper"/> stores the value; null to store nothing.</summary>
    [Parameter]
    public string? Draft { get; set; }

    private string? Message => Errors.Of(Field);

    // Not passed as ErrorId, because MudBlazor gives that id to its own error element, which is empty here.
    private string? DescribedBy => Message is null ? null : FieldMessage.IdOf(Field);

    private bool IsStored => Secret && Value == Mask.Text;

    // A stored value is never shown again, so there is nothing to reveal.
    private bool CanReveal => Secret && Value.Length > 0 && !IsStored;

    private InputType Type => Secret && !(_isRevealed && CanReveal) ? InputType.Password : InputType.Text;

    private Dictionary<string, object> InputAttributes
    {
        get
        {
            var attributes = new Dictionary<string, object>
            {
                ["autocomplete"] = Secret ? "new-password" : "off",
                ["spellcheck"] = "false",
            };
            if (TestId is not null)
            {
                attributes["data-testid"] = TestId;
            }

            if (Draft is not null)
            {
                attributes["data-draft"] = Draft;
            }

            if (Secret)
            {
                attributes["data-secret"] = "true";
            }

            if (IsStored)
            {
                attributes["data-stored"] = "true";
            }

            return attributes;
        }
    }

    public async Task FocusAsync()
    {
        if (_input is not null)
        {
            await _input.FocusAsync();
        }
    }

    private Task ChangeAsync(string? value)
    {
        Errors.Clear(Field);
        var typed = value ?? "";
        if (IsStored && typed != Mask.Text)
        {
            // The user typed into the mask: the remaining mask characters are not part of the new value.
            typed = typed.Replace(Mask.Text[..1], "", StringComparison.Ordinal);
        }

        return ValueChanged.InvokeAsync(typed);
    }
}
