using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions.Queries;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Webhooks.Editing;

/// <summary>The form to create or edit a webhook. It keeps the input when saving fails.</summary>
public sealed partial class WebhookEditor(IDialogService dialogs, IJSRuntime js) : IAsyncDisposable
{
    private readonly ScriptModule _script = new(js, "./Components/Webhooks/Editing/WebhookEditor.razor.js");
    private readonly FieldErrors _errors = new();
    private ElementReference _form;
    private DraftKeeper? _keeper;
    private WebhookDraft? _opened;

    /// <summary>The values that the user's changes are based on; null if they are not known.</summary>
    private WebhookDraft? _base;
    private WebhookForm? _baseForm;
    private Conflict? _conflict;
    private string _asOpened = "";
    private SaveResult? _outcome;
    private bool _storeFailed;
    private bool _saving;
    private bool _saved;
    private bool _focusError;

    /// <summary>The form's values. A new object resets the form: messages are cleared, and nothing counts as unsaved.</summary>
    [Parameter, EditorRequired]
    public required WebhookDraft Draft { get; set; }

    [Parameter, EditorRequired]
    public required string SaveText { get; set; }

    [Parameter, EditorRequired]
    public required string CancelHref { get; set; }

    [Parameter, EditorRequired]
    public required Func<WebhookDraft, Task<SaveResult>> Save { get; set; }

    /// <summary>Asks for confirmation before saving, if necessary; null never asks.</summary>
    [Parameter]
    public Func<WebhookDraft, Task<bool>>? Confirm { get; set; }

    /// <summary>Raised after saving, with the webhook's id.</summary>
    [Parameter]
    public EventCallback<Guid> OnSaved { get; set; }

    /// <summary>The stored webhook when editing started; null for a new one.</summary>
    [Parameter]
    public WebhookForm? Opened { get; set; }

    /// <summary>Reads what someone else has stored since editing started; null if the webhook was removed.</summary>
    [Parameter]
    public Func<Task<StoredEdit?>>? ReadStored { get; set; }

    /// <summary>Raised to reload the stored values into the form.</summary>
    [Parameter, EditorRequired]
    public required EventCallback Reload { get; set; }

    /// <summary>The webhook's revision when editing started; null for a new webhook.</summary>
    [Parameter]
    public int? Revision { get; set; }

    [Parameter]
    public EventCallback<int?> RevisionChanged { get; set; }

    private bool HasUnsavedChanges => !_saved && Snapshot(Draft) != _asOpened;

    public ValueTask DisposeAsync() => _script.DisposeAsync();

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_opened, Draft))
        {
            (_opened, _asOpened, _outcome) = (Draft, Snapshot(Draft), null);
            (_base, _baseForm, _conflict) = (DraftField.CopyOf(Draft), Opened, null);
            _errors.Clear();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await RunOnFormAsync("selectStoredOnFocus");
        }

        if (_focusError)
        {
            _focusError = false;
            await RunOnFormAsync("focusFirstError");
        }
    }

    private static string Snapshot(WebhookDraft draft) => JsonSerializer.Serialize(new
    {
        draft.Name,
        draft.Url,
        Events = draft.Events.Order(StringComparer.Ordinal),
        draft.AuthorizationKind,
        draft.Username,
        draft.Password,
        draft.Token,
        draft.Headers,
        draft.Enabled,
        draft.Description,
        draft.Owner,
        Tags = WebhookLabels.Clean(draft.Tags),
    });

    private async Task RunOnFormAsync(string function)
    {
        var script = await _script.FetchAsync();
        if (!_script.IsDisposed)
        {
            await script.InvokeVoidAsync(function, _form);
        }
    }

    private async Task<bool> IsTypingAsync() => !_saved && await (await _script.FetchAsync()).InvokeAsync<bool>("isTyping", _form);

    private async Task SaveAsync()
    {
        // A second click that arrives before the button is disabled must not create a second webhook.
        if (_saving || _saved)
        {
            return;
        }

        (_saving, _storeFailed, _outcome, _conflict) = (true, false, null, null);
        _errors.Clear();
        try
        {
            if (Confirm is null || await Confirm(Draft))
            {
                _outcome = await Save(Draft);
                if (_outcome is SaveResult.Conflict && await HasNoDifferencesAsync())
                {
                    _outcome = await Save(Draft);
                }
            }
        }
        catch (DbException)
        {
            _storeFailed = true;
        }
        finally
        {
            _saving = false;
        }

        if (_outcome is SaveResult.Invalid invalid)
        {
            _errors.Replace(invalid.Errors);
            _focusError = true;
        }
        else if (_outcome is SaveResult.Saved saved)
        {
            _saved = true;
            await (_keeper?.StopAsync() ?? Task.CompletedTask);
            await OnSaved.InvokeAsync(saved.Id);
        }
    }

    /// <summary>
    /// Compares the form with what someone else has stored. True if no field differs, for example because only the secret was rotated: then the form
    /// can be saved as it is.
    /// </summary>
    private async Task<bool> HasNoDifferencesAsync()
    {
        if (ReadStored is null || await ReadStored() is not { } edit)
        {
            _outcome = new SaveResult.NotFound();
            return false;
        }

        var differences = DraftMerge.Compare(_base, Draft, edit.Form.Draft, edit.Form.OtherSecretsThan(_baseForm));
        if (differences.Count == 0)
        {
            await BaseOnAsync(edit.Form);
            return true;
        }

        _conflict = new Conflict(edit, differences);
        return false;
    }

    private async Task MergeAsync(IReadOnlyList<DraftField> theirs)
    {
        if (_conflict is { } conflict)
        {
            DraftMerge.Take(conflict.Edit.Form.Draft, Draft, theirs);
            await BaseOnAsync(conflict.Edit.Form);
            await SaveAsync();
        }
    }

    /// <summary>From here on the user's changes are changes to what the other person stored.</summary>
    private async Task BaseOnAsync(WebhookForm form)
    {
        (_base, _baseForm) = (DraftField.CopyOf(form.Draft), form);
        await RevisionChanged.InvokeAsync(form.Revision);
    }

    private async Task RestoreAsync(KeptDraft kept)
    {
        WebhookDraftFields.Restore(kept, Draft);

        // The webhook may have changed since the draft was stored. Keep the draft's revision, so that saving does not overwrite that change.
        if (int.TryParse(kept.Version, CultureInfo.InvariantCulture, out var revision) && revision != Revision)
        {
            (_base, _baseForm) = (null, null);
            await RevisionChanged.InvokeAsync(revision);
        }
    }

    private async Task ReloadAsync()
    {
        await (_keeper?.StopAsync() ?? Task.CompletedTask);
        await Reload.InvokeAsync();
    }

    private async Task AskBeforeLeavingAsync(LocationChangingContext context)
    {
        if ((HasUnsavedChanges || await IsTypingAsync())
            && await dialogs.ShowMessageBoxAsync("Leave without saving?", "You have unsaved changes.", yesText: "Leave", cancelText: "Stay") is not true)
        {
            context.PreventNavigation();
        }
    }

    private sealed record Conflict(StoredEdit Edit, IReadOnlyList<FieldDifference> Differences);
}
