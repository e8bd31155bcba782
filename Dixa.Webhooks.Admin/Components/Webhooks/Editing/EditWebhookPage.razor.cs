using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

public sealed partial class EditWebhookPage(
    WebhookQueries queries, WebhookCommands commands, PendingDeliveryCounter pending, CurrentActor currentActor, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation)
{
    private WebhookForm? _form;
    private EventType? _preselected;
    private bool _loaded;
    private bool _failed;
    private bool _wasEnabled;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The wire name of an event type to preselect.</summary>
    [SupplyParameterFromQuery]
    public string? Subscribe { get; set; }

    // A prerendered form would lose what the user types before the page is interactive.
    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? OpenAsync() : Task.CompletedTask;

    private async Task OpenAsync()
    {
        try
        {
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

    private async Task<bool> ConfirmAsync(WebhookDraft draft) =>
        draft.Enabled || !_wasEnabled || await DisableQuestion.AskAsync(dialogs, pending, Id, draft.Name);

    private void ShowSaved(Guid id)
    {
        snackbar.Add($"{_form!.Draft.Name.Trim()} was saved.", Severity.Success);
        navigation.NavigateTo(AppUrls.Webhook(id));
    }

    private void KeepRevision(int? revision) => _form = _form! with { Revision = revision ?? _form.Revision };

    private async Task<SaveResult> SaveAsync(WebhookDraft draft) =>
        await commands.EditAsync(await currentActor.GetAsync(), Id, _form!.Revision, draft);
}
