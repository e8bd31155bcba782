using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Asks how long the old secret also signs, explains what that means for the endpoint, rotates the secret, and shows the new one to copy.</summary>
public sealed partial class RotateSecretDialog
{
    private TimeSpan _overlap = SecretOverlap.Usual;
    private bool _rotating;
    private bool _rotated;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The webhook's name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The end of the current overlap; null when there is none.</summary>
    [Parameter]
    public DateTimeOffset? PreviousUntil { get; set; }

    /// <summary>Rotates the secret with this overlap, and tells the user when it cannot. Returns whether it was rotated.</summary>
    [Parameter, EditorRequired]
    public required Func<TimeSpan, Task<bool>> Rotate { get; set; }

    /// <inheritdoc cref="Shared.SecretField.Reveal"/>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    /// <inheritdoc cref="Shared.SecretField.Copy"/>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> Copy { get; set; }

    private async Task ConfirmAsync()
    {
        _rotating = true;
        _rotated = await Rotate(_overlap);
        _rotating = false;
        if (!_rotated)
        {
            Dialog.Close();
        }
    }
}
