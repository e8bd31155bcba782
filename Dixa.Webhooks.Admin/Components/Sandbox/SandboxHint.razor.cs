using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Leads from a webhook that posts to the sandbox to what arrives there.</summary>
public sealed partial class SandboxHint(SandboxAddress address, DemoPlayer demo)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }
}
