using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Parts;

/// <summary>Since when nothing is sent, why, and what to do.</summary>
public sealed partial class DisabledBanner
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter]
    public bool MayManage { get; set; }
}
