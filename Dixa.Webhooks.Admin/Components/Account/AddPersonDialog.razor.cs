using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>The dialog's result is the e-mail address of the added person.</summary>
public sealed partial class AddPersonDialog(Accounts.People.UserDirectory people, CurrentActor current)
{
    public const string DraftName = "add-person";

    private string? _email;
    private string? _password;
    private Role _role = Role.Support;
    private bool _saving;
    private IReadOnlyList<FieldError> _errors = [];

    [CascadingParameter] public required IMudDialogInstance Dialog { get; set; }

    private void Restore(KeptDraft kept)
    {
        _email = kept.Text("email");
        _role = Enum.TryParse<Role>(kept.Text("role"), out var role) && Enum.IsDefined(role) ? role : _role;
    }

    private void Discard() => (_email, _password, _role) = (null, null, Role.Support);

    private void Cancel() => Dialog.Cancel();

    private async Task SaveAsync()
    {
        if (_saving)
        {
            return;
        }

        _saving = true;
        try
        {
            switch (await people.AddAsync(await current.GetAsync(), _email ?? "", _role, _password ?? ""))
            {
                case PersonResult.Done:
                    Dialog.Close(InvisibleText.Trim(_email));
                    break;
                case PersonResult.Invalid invalid:
                    _errors = invalid.Errors;
                    break;
                case PersonResult.Busy:
                    _errors = [new FieldError("", BusyResponse.Message)];
                    break;
                default:
                    _errors = [new FieldError("", "Only administrators can add people.")];
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
