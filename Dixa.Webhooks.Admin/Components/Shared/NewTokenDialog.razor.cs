using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>
/// Creates an API token and shows it, once, with a command that uses it. The dialog's result is the token, so that the page which opened the dialog can
/// show a command too; null if none was created.
/// </summary>
public sealed partial class NewTokenDialog(ApiTokenDirectory tokens, CurrentActor current, NavigationManager navigation, TimeProvider time)
{
    /// <summary>An accidental click or key must not close the dialog: the new token is shown only once.</summary>
    public static readonly DialogOptions Options = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = false };

    public const string DraftName = "new-token";

    private string? _name;
    private ApiScopes _scopes;
    private int _days;
    private bool _saving;
    private string? _token;
    private IReadOnlyList<FieldError> _errors = [];

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The name and the permissions that are filled in.</summary>
    [Parameter] public string? Name { get; set; }

    [Parameter] public ApiScopes Scopes { get; set; }

    /// <summary>The event type of the command (a wire name); null means a common one.</summary>
    [Parameter] public string? EventType { get; set; }

    private string? Command => _token is not null && _scopes.HasFlag(ApiScopes.PublishEvents) ? PublishCommand.Of(navigation.BaseUri, _token, EventType) : null;

    protected override void OnInitialized() => (_name, _scopes) = (Name, Scopes);

    private void Restore(KeptDraft kept)
    {
        _name = kept.Text("name");
        _scopes = ApiScopeWords.All.Where(scope => kept.Texts("scopes").Contains(scope.ToString())).Aggregate(default(ApiScopes), (all, one) => all | one);
        _days = int.TryParse(kept.Text("days"), CultureInfo.InvariantCulture, out var days) && days is 0 or 7 or 30 or 90 or 365 ? days : _days;
    }

    private void Discard() => (_name, _scopes, _days) = (Name, Scopes, 0);

    private void Close() => Dialog.Close(DialogResult.Ok(_token));

    private void Choose(ApiScopes scope, bool chosen) => _scopes = chosen ? _scopes | scope : _scopes & ~scope;

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        try
        {
            DateTimeOffset? expiresAt = _days > 0 ? time.GetUtcNow().AddDays(_days) : null;
            switch (await tokens.IssueAsync(await current.GetAsync(), _name ?? "", _scopes, expiresAt))
            {
                case ApiTokenResult.Issued issued:
                    _token = issued.Token;
                    break;
                case ApiTokenResult.Invalid invalid:
                    _errors = invalid.Errors;
                    break;
                default:
                    _errors = [new FieldError("", "Only administrators can create API tokens.")];
                    break;
            }
        }
        catch (DbException)
        {
            _errors = [new FieldError("", "The database did not respond, so nothing was saved. What you typed is still here. Try again.")];
        }
        finally
        {
            _saving = false;
        }
    }
}
