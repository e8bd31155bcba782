using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks;

/// <summary>Shows a page's content once its webhook is loaded; until then, and when there is no such webhook, a message.</summary>
public sealed partial class WebhookScope
{
    [Parameter, EditorRequired]
    public required WebhookComponent Page { get; set; }

    /// <summary>What the page loads, for its messages.</summary>
    [Parameter]
    public string What { get; set; } = "webhook";

    [Parameter, EditorRequired]
    public required RenderFragment<WebhookDetails> ChildContent { get; set; }
}
