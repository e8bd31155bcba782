using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Asks how long the old secret also signs, and explains what that means for the endpoint. The result is the length of the overlap.</summary>
public sealed partial class RotateSecretDialog
{
    private TimeSpan _overlap = SecretOverlap.Usual;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The webhook's name.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>The end of the current overlap; null when there is none.</summary>
    [Parameter]
    public DateTimeOffset? PreviousUntil { get; set; }
}
