using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain.Subscriptions;
using Dixa.Webhooks.Admin.Subscriptions;
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

    private async Task SaveAsync()
    {
        // A second click that arrives before the button is disabled must not create a second webhook.
        if (_saving || _saved)
        {
            return;
        }

        (_saving, _storeFailed, _outcome) = (true, false, null);
        _errors.Clear();
        try
        {
            if (Confirm is null || await Confirm(Draft))
            {
                _outcome = await Save(Draft);
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

    private async Task RestoreAsync(KeptDraft kept)
    {
        WebhookDraftFields.Restore(kept, Draft);

        // The webhook may have changed since the draft was stored. Keep the draft's revision, so that saving does not overwrite that change.
        if (int.TryParse(kept.Version, CultureInfo.InvariantCulture, out var revision) && revision != Revision)
        {
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
        if (HasUnsavedChanges
            && await dialogs.ShowMessageBoxAsync("Leave without saving?", "You have unsaved changes.", yesText: "Leave", cancelText: "Stay") is not true)
        {
            context.PreventNavigation();
        }
    }
}
