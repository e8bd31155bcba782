using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>What an endpoint has to do to tell that a request is genuine.</summary>
public sealed partial class SignatureSteps
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }
}
