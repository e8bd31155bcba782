using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A masked secret. It is fetched only when the user reveals or copies it.</summary>
public sealed partial class SecretField
{
    private string? _shown;
    private bool _refused;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Gets the secret to show it; null if the user has no access or it could not be read.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    /// <summary>Gets the secret to copy it, like <see cref="Reveal"/>.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Copy { get; set; }

    private string ToggleName => _shown is null ? $"Reveal {Label.ToLowerInvariant()}" : $"Hide {Label.ToLowerInvariant()}";

    private async Task ToggleAsync() => _shown = _shown is null ? await FetchAsync(Reveal) : null;

    private async Task<string?> FetchAsync(Func<Task<string?>> fetch)
    {
        var secret = await fetch();
        _refused = secret is null;
        StateHasChanged();
        return secret;
    }
}
