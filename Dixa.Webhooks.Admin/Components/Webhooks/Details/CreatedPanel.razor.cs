using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>What comes after creating a webhook: its secret, and how an endpoint verifies with it.</summary>
public sealed partial class CreatedPanel
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required Func<Task<string?>> Reveal { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback Close { get; set; }
}
