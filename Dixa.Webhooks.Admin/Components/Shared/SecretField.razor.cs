using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>A masked secret. It is fetched only when the user reveals or copies it.</summary>
public sealed partial class SecretField
{
    private string? _shown;
    private bool _refused;

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Gets the secret; null if the user has no access or it could not be read.</summary>
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
