using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Details;

/// <summary>A webhook's URL, secret and headers, and the status of each subscribed event type.</summary>
public sealed partial class EventsTab(WebhookQueries queries, CurrentActor currentActor, NavigationManager navigation)
{
    private bool _hasCharts;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required bool CanManage { get; set; }

    /// <summary>Whether the webhook has just been created: then its secret and the next steps are shown first.</summary>
    [Parameter]
    public bool Created { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private Task<string?> RevealSecretAsync() => SecretAsync(actor => queries.RevealSecretAsync(actor, Webhook.Id));

    private Task<string?> CopySecretAsync() => SecretAsync(actor => queries.CopySecretAsync(actor, Webhook.Id));

    private async Task<string?> SecretAsync(Func<Actor, Task<string?>> read)
    {
        try
        {
            return await read(await currentActor.GetAsync());
        }
        catch (DbException)
        {
            // A secret is shown only after the access has been recorded, and recording failed.
            return null;
        }
    }
}
