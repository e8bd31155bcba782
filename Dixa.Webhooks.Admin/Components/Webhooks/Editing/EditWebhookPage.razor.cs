using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed partial class EditWebhookPage(
    WebhookQueries queries,
    WebhookCommands commands,
    PendingDeliveryCounter pending,
    AuditSearch audit,
    CurrentActor currentActor,
    IDialogService dialogs,
    ISnackbar snackbar,
    NavigationManager navigation,
    TimeProvider time)
{
    /// <summary>What changes a webhook's revision.</summary>
    private static readonly AuditAction[] Changes =
    [
        AuditAction.WebhookChanged, AuditAction.WebhookEnabled, AuditAction.WebhookDisabled, AuditAction.WebhookAutoDisabled, AuditAction.SecretRotated, AuditAction.OldSecretEnded,
    ];

    private WebhookForm? _form;
    private EventType? _preselected;
    private bool _loaded;
    private bool _failed;
    private bool _wasEnabled;
    private DateTimeOffset _openedAt;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The wire name of an event type to preselect.</summary>
    [SupplyParameterFromQuery]
    public string? Subscribe { get; set; }

    // A prerendered form would lose what the user types before the page is interactive.
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? OpenAsync() : LookForItAsync();

    private async Task OpenAsync()
    {
        try
        {
            _openedAt = time.GetUtcNow();
            _form = await queries.FormAsync(await currentActor.GetAsync(), Id);
            _wasEnabled = _form?.Draft.Enabled is true;
            _preselected = EventCatalogue.TryFind(Subscribe, out var type) && _form?.Draft.Events.Add(type.Fqn) is true ? type : null;
            (_loaded, _failed) = (true, false);
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private async Task LookForItAsync()
    {
        try
        {
            _loaded = await queries.FindAsync(Id) is null;
        }
        catch (DbException)
        {
            // The interactive page tries again.
        }
    }

    private async Task<bool> ConfirmAsync(WebhookDraft draft) =>
        draft.Enabled || !_wasEnabled || await DisableQuestion.AskAsync(dialogs, pending, Id, draft.Name);

    private void ShowSaved(Guid id)
    {
        snackbar.Add($"{_form!.Draft.Name.Trim()} was saved.", Severity.Success);
        navigation.NavigateTo(AppUrls.Webhook(id));
    }

    private async Task<StoredEdit?> ReadStoredAsync()
    {
        var actor = await currentActor.GetAsync();
        if (await queries.FormAsync(actor, Id) is not { } stored)
        {
            return null;
        }

        var page = await audit.FindAsync(new AuditQuery { Target = $"{Id}", WithoutSecretReads = true, Limit = AuditQuery.MaxPerPage });
        var changes = page.Rows.Where(row => Changes.Contains(row.Action)).ToList();

        // A restored form was opened before this page was.
        var since = changes.Where(row => row.At >= _openedAt).ToList();
        var relevant = since.Count > 0 ? since : changes.Take(1).ToList();
        var names = relevant.Select(row => row.ActorId == actor.Id ? "You, in another window," : row.ActorName).Distinct().ToList();
        return new StoredEdit(stored, names.Count == 0 ? "Someone else" : string.Join(" and ", names), relevant is [var newest, ..] ? newest.At : null);
    }

    private void KeepRevision(int? revision) => _form = _form! with { Revision = revision ?? _form.Revision };

    private async Task<SaveResult> SaveAsync(WebhookDraft draft) =>
        await commands.EditAsync(await currentActor.GetAsync(), Id, _form!.Revision, draft);
}
