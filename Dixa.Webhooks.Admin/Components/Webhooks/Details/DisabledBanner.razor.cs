using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Shows why and since when a webhook is disabled, the endpoint's last response, and how to bring it back.</summary>
public sealed partial class DisabledBanner
{
    private string _body = "";

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool IsAutomatic => Webhook.DisabledReason is { Kind: not DisableKind.Actor };

    protected override void OnParametersSet() => _body = ReceivedText.Of(Actor.SeesResponses ? Webhook.LastResponse?.Body : null, manyLines: true, out _);
}
