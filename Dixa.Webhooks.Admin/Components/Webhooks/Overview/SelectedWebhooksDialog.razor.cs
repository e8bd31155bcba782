using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Overview;

/// <summary>Says what would happen to the selected webhooks, changes one after the other when confirmed, and names those that could not be changed.</summary>
public sealed partial class SelectedWebhooksDialog(WebhookCommands commands, PendingDeliveryCounter counter, CurrentActor currentActor)
{
    public static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = false };

    private readonly List<string> _failures = [];
    private IReadOnlyList<WebhookListItem> _changed = [];
    private int? _pending;
    private int _done;
    private bool _isRunning;
    private bool _isDone;
    private string? _error;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required SelectedAction Action { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<WebhookListItem> Webhooks { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _changed = [.. Webhooks.Where(webhook => Action switch
        {
            SelectedAction.Enable => !webhook.Enabled,
            SelectedAction.Disable => webhook.Enabled,
            _ => true,
        })];
        try
        {
            // Calls to the store can block their thread, so run them outside the renderer's.
            _pending = Action is SelectedAction.Disable ? await Task.Run(CountAsync) : 0;
        }
        catch (DbException)
        {
            _error = "The pending deliveries could not be counted because the database did not respond. Close this and try again.";
        }
    }

    private async Task<int> CountAsync()
    {
        var count = 0;
        foreach (var webhook in _changed)
        {
            count += await counter.CountAsync(webhook.Id);
        }

        return count;
    }

    private async Task RunAsync()
    {
        if (_isRunning)
        {
            return;
        }

        _isRunning = true;
        foreach (var webhook in _changed)
        {
            if (await ErrorAsync(webhook) is { } error)
            {
                _failures.Add(error);
            }
            else
            {
                _done++;
            }

            StateHasChanged();
        }

        (_isRunning, _isDone) = (false, true);
    }

    /// <summary>Changes one webhook. Null when that was saved.</summary>
    private async Task<string?> ErrorAsync(WebhookListItem webhook)
    {
        try
        {
            var actor = await currentActor.GetAsync();
            return ChangeError.Of(await Task.Run(() => ChangeAsync(actor, webhook)), webhook.Name, "list");
        }
        catch (DbException)
        {
            return ChangeError.NoResponse(webhook.Name);
        }
    }

    private Task<SaveResult> ChangeAsync(Actor actor, WebhookListItem webhook) => Action is SelectedAction.Remove
        ? commands.RemoveAsync(actor, webhook.Id, webhook.Revision)
        : commands.SetEnabledAsync(actor, webhook.Id, webhook.Revision, Action is SelectedAction.Enable);
}
