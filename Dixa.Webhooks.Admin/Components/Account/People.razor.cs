using System.Data.Common;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Domain;
using MudBlazor;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class People(Accounts.People.UserDirectory people, CurrentActor current, IDialogService dialogs, ISnackbar snackbar, DialogDraftLookup drafts)
{
    // A click outside the dialog must not discard what was typed.
    private static readonly DialogOptions AddOptions = new() { MaxWidth = MaxWidth.Small, FullWidth = true, BackdropClick = false, CloseOnEscapeKey = true };

    private IReadOnlyList<Person>? _people;
    private Actor? _actor;
    private bool _failed;

    protected override async Task OnInitializedAsync()
    {
        _actor = await current.SignedInAsync();
        await ReadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await drafts.ExistsAsync(AddPersonDialog.DraftName))
        {
            await AddAsync();
            StateHasChanged();
        }
    }

    private static Role OtherRole(Person person) => person.Role is Role.Administrator ? Role.Support : Role.Administrator;

    private async Task ReadAsync()
    {
        try
        {
            _people = await people.ListAsync(await current.GetAsync());
            _failed = false;
        }
        catch (DbException)
        {
            _failed = true;
        }
    }

    private async Task AddAsync()
    {
        var dialog = await dialogs.ShowAsync<AddPersonDialog>("Add person", AddOptions);
        if (await dialog.Result is { Canceled: false, Data: string email })
        {
            snackbar.Add($"{email} can now sign in.", Severity.Success);
            await ReadAsync();
        }
    }

    private async Task ChangeRoleAsync(Person person)
    {
        var role = OtherRole(person);
        if (await ConfirmAsync("Change role", $"Make {person.Email} {role}? They will need to sign in again.", $"Make {role}"))
        {
            await ChangeAsync(async () => await people.ChangeRoleAsync(await current.GetAsync(), person.Id, role), $"{person.Email} is now {role}.");
        }
    }

    private async Task RemoveAsync(Person person)
    {
        if (await ConfirmAsync("Remove person", $"Remove {person.Email}? They will be signed out everywhere.", "Remove"))
        {
            await ChangeAsync(async () => await people.RemoveAsync(await current.GetAsync(), person.Id), $"{person.Email} was removed.");
        }
    }

    private async Task<bool> ConfirmAsync(string title, string question, string yes) =>
        await dialogs.ShowMessageBoxAsync(title, question, yesText: yes, cancelText: "Cancel") is true;

    private async Task ChangeAsync(Func<Task<PersonResult>> change, string success)
    {
        PersonResult result;
        try
        {
            result = await change();
        }
        catch (DbException)
        {
            snackbar.Add("The database did not respond, so nothing was changed. Try again.", Severity.Error);
            return;
        }

        var (message, severity) = result switch
        {
            PersonResult.Done => (success, Severity.Success),
            PersonResult.Invalid { Errors: [var error, ..] } => (error.Message, Severity.Error),
            PersonResult.NotFound => ("This person was already removed.", Severity.Info),
            _ => ("Only administrators can do this.", Severity.Error),
        };
        snackbar.Add(message, severity);
        await ReadAsync();
    }
}
