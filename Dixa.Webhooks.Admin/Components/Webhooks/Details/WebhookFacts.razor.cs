using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>What is noted about a webhook, the authorization kind and the names of the custom headers without values, and who created and changed it.</summary>
public sealed partial class WebhookFacts
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    private static string By(string? name) => name is null ? "" : $" by {name}";
}
