using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Asks how long the old secret is to sign too, and says what endpoints make of that. Its result is the length.</summary>
public sealed partial class RotateSecretDialog
{
    private TimeSpan _overlap = SecretOverlap.Usual;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The webhook's.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>When an overlap ends that has begun; null when there is none.</summary>
    [Parameter]
    public DateTimeOffset? PreviousUntil { get; set; }
}
