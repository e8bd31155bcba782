using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Shows why and since when a webhook is disabled, the endpoint's last response, and what to do.</summary>
public sealed partial class DisabledBanner(WebhookCommands commands, WebhookChanger changer)
{
    private string _body = "";
    private bool _changing;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    protected override void OnParametersSet() => _body = ReceivedText.Of(Actor.SeesResponses ? Webhook.LastResponse?.Body : null, manyLines: true, out _);

    private async Task EnableAsync()
    {
        _changing = true;
        await changer.ChangeAsync(
            actor => commands.SetEnabledAsync(actor, Webhook.Id, Webhook.Revision, enabled: true), Webhook.Name, $"{Webhook.Name} was enabled.", Changed);
        _changing = false;
    }
}
