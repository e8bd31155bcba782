using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// A line to type in, with its message. As a secret it hides what is typed until it is revealed; a stored value
/// stands there as its mask, which the first typing replaces and which means "keep" when it is left alone.
/// </summary>
public sealed partial class TextField
{
    // A message from the browser holds 32 KB, and a longer one ends the connection with all that was typed.
    // Nothing that is allowed comes near, so what is cut here is still told to be too long.
    private const int MaxAtOnce = 8_000;

    private bool _revealed;
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

    /// <summary>Under which name a <see cref="DraftKeeper"/> keeps what is typed; null where it does not.</summary>
    [Parameter]
    public string? Draft { get; set; }

    private string? Problem => Errors.Of(Field);

    // Not as ErrorId, by which MudBlazor names an element of its own that stays empty here.
    private string? DescribedBy => Problem is null ? null : FieldMessage.IdOf(Field);

    private bool IsStored => Secret && Value == Mask.Text;

    // What is stored is never shown again, so there is nothing to reveal.
    private bool MayReveal => Secret && Value.Length > 0 && !IsStored;

    private InputType Type => Secret && !(_revealed && MayReveal) ? InputType.Password : InputType.Text;

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
            // Typed into the mask: what is left of it is not part of the new value.
            typed = typed.Replace(Mask.Text[..1], "", StringComparison.Ordinal);
        }

        return ValueChanged.InvokeAsync(typed);
    }
}
