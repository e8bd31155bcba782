using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>Where a webhook sends to and with what, and how each of its event types stands.</summary>
public sealed partial class EventsTab(WebhookQueries reads, CurrentActor currentActor, NavigationManager navigation)
{
    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required bool MayManage { get; set; }

    /// <summary>It has just been created: its secret and what to do with it come first.</summary>
    [Parameter]
    public bool Created { get; set; }

    /// <summary>The webhook is to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private async Task<string?> RevealSecretAsync()
    {
        try
        {
            return await reads.RevealSecretAsync(await currentActor.GetAsync(), Webhook.Id);
        }
        catch (DbException)
        {
            // It could not be recorded that the secret was read.
            return null;
        }
    }
}
