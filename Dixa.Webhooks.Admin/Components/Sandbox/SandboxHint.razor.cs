using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Sandbox;

/// <summary>Links from a webhook that sends to the sandbox to the sandbox page.</summary>
public sealed partial class SandboxHint(SandboxAddress address, DemoPlayer demo)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }
}
