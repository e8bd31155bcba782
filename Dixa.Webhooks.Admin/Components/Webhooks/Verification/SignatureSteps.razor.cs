using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>The steps with which an endpoint verifies a request.</summary>
public sealed partial class SignatureSteps
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }
}
