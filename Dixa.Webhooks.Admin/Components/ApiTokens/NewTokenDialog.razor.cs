using System.Data.Common;
using System.Globalization;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.ApiTokens;

/// <summary>Creates an API token and shows it, once.</summary>
public sealed partial class NewTokenDialog(ApiTokenDirectory tokens, CurrentActor current, TimeProvider time)
{
    public const string DraftName = "new-token";

    private string? _name;
    private ApiScopes _scopes;
    private int _days;
    private bool _saving;
    private string? _token;
    private IReadOnlyList<FieldError> _errors = [];

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    private void Restore(KeptDraft kept)
    {
        _name = kept.Text("name");
        _scopes = ApiScopeWords.All.Where(scope => kept.Texts("scopes").Contains(scope.ToString())).Aggregate(default(ApiScopes), (all, one) => all | one);
        _days = int.TryParse(kept.Text("days"), CultureInfo.InvariantCulture, out var days) && days is 0 or 7 or 30 or 90 or 365 ? days : _days;
    }

    private void Discard() => (_name, _scopes, _days) = (null, default, 0);

    private void Close() => Dialog.Close();

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
