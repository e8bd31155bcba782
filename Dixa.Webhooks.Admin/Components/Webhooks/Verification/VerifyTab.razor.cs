using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>How an endpoint verifies a request, with a checker for requests that fail verification.</summary>
public sealed partial class VerifyTab
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    /// <summary>The <see cref="Snippet.Slug"/> in the URL.</summary>
    [SupplyParameterFromQuery]
    public string? Lang { get; set; }
}
