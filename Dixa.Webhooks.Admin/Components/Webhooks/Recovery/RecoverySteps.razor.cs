using System.Data.Common;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Recovery;

/// <summary>How an administrator brings a disabled webhook back: test, enable, send what was missed.</summary>
public sealed partial class RecoverySteps(RecoveryQueries queries, WebhookCommands commands, WebhookChanger changer)
{
    private (Guid Id, int Revision)? _loaded;
    private MissedByWebhook? _missed;
    private bool _changing;
    private bool _failed;

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when the webhook may have changed, so that the page reloads it.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    private bool IsTested => _missed?.Test is { Result.Succeeded: true };

    protected override async Task OnParametersSetAsync()
    {
        // Counting is not free, so it is done once per change of the webhook.
        if (_loaded == (Webhook.Id, Webhook.Revision))
        {
            return;
        }

        _loaded = (Webhook.Id, Webhook.Revision);
        try
        {
            var (actor, id) = (Actor, Webhook.Id);
            (_missed, _failed) = (await Task.Run(() => queries.FindAsync(actor, id)), false);
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private async Task EnableAsync()
    {
        _changing = true;
        await changer.ChangeAsync(
            actor => commands.SetEnabledAsync(actor, Webhook.Id, Webhook.Revision, enabled: true), Webhook.Name, $"{Webhook.Name} was enabled.", Changed);
        _changing = false;
    }
}
