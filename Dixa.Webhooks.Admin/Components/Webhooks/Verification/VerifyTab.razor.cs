using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>How an endpoint verifies what this webhook sends, and why it might not succeed.</summary>
public sealed partial class VerifyTab
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

    /// <summary>Whose example is shown, as the address spells it.</summary>
    [SupplyParameterFromQuery]
    public string? Lang { get; set; }
}
