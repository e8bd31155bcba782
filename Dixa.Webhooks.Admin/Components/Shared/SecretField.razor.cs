using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A secret behind its mask. It is fetched when somebody reveals or copies it, and not before.</summary>
public sealed partial class SecretField
{
    private string? _shown;
    private bool _refused;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Gets the secret; null when it may not or cannot be had.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    private string ToggleName => _shown is null ? $"Reveal {Label.ToLowerInvariant()}" : $"Hide {Label.ToLowerInvariant()}";

    private async Task ToggleAsync() => _shown = _shown is null ? await FetchAsync() : null;

    private async Task<string?> FetchAsync()
    {
        var secret = await Reveal();
        _refused = secret is null;
        StateHasChanged();
        return secret;
    }
}
