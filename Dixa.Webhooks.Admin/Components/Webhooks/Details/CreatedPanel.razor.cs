using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Shown after a webhook is created: its secret, and how an endpoint uses it to verify requests.</summary>
public sealed partial class CreatedPanel
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    [Parameter, EditorRequired]
    public required Func<Task<string?>> Copy { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback Close { get; set; }
}
