using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Verification;

/// <summary>The program in one language, with links to the other languages.</summary>
public sealed partial class SnippetView
{
    [Parameter, EditorRequired]
    public required Guid SubscriptionId { get; set; }

    [Parameter, EditorRequired]
    public required Snippet Snippet { get; set; }
}
