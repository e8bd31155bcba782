using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Recovery;

/// <summary>Sends with one click what a webhook missed while it was disabled and just before, for a day after it was enabled again.</summary>
public sealed partial class RecoveryPanel(RecoveryQueries queries, RecoveryStarter starter, CurrentActor currentActor, ISnackbar snackbar)
{
    private (Guid Id, int Revision)? _loaded;
    private MissedByWebhook? _missed;
    private bool _isHidden;
    private bool _starting;
    private string? _error;

    /// <summary>A double click sends nothing twice.</summary>
    private RecoveryIds _ids = RecoveryIds.New();

    [Parameter, EditorRequired]
    public required WebhookDetails Webhook { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    /// <summary>Raised when something is being sent.</summary>
    [Parameter]
    public EventCallback Started { get; set; }

    /// <summary>Counts again, for example after a dialog has sent something.</summary>
    public async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        // Counting is not free, so it is done once per change of the webhook.
        if (_loaded != (Webhook.Id, Webhook.Revision))
        {
            (_loaded, _isHidden) = ((Webhook.Id, Webhook.Revision), false);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            var (actor, id) = (Actor, Webhook.Id);
            _missed = Webhook.Enabled ? await Task.Run(() => queries.FindAsync(actor, id)) : null;
        }
        catch (DbException)
        {
            // The page says that the database does not respond.
            _missed = null;
        }
    }

    private async Task SendAsync()
    {
        (_starting, _error) = (true, null);
        var (id, disabled, ids) = (Webhook.Id, _missed!.Disabled, _ids);
        try
        {
            var actor = await currentActor.GetAsync();
            var result = await Task.Run(() => starter.StartAsync(actor, id, disabled, ids));
            _error = ErrorOf(result);
            if (result is RecoveryResult.Started started)
            {
                _ids = RecoveryIds.New();
                snackbar.Add($"Sending {MissedText.Both(started.Deliveries, started.Events)}.", Severity.Success);
                await Started.InvokeAsync();
                await LoadAsync();
            }
        }
        catch (DbException)
        {
            _error = "The database did not respond. Try again.";
        }

        _starting = false;
    }

    private static string? ErrorOf(RecoveryResult result) => result switch
    {
        RecoveryResult.Started { EventsRefused: var refused } => refused,
        RecoveryResult.NothingToDo => "Everything was sent in the meantime.",
        RecoveryResult.Refused { Reason: var reason } => reason,
        RecoveryResult.Forbidden => "Only administrators can send what was missed. Nothing was sent.",
        _ => "The webhook was removed.",
    };
}
