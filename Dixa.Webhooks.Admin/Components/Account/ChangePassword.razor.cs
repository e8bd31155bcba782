using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class ChangePassword(PasswordChanger passwords, SignInService signIn, CurrentActor current)
{
    private IReadOnlyList<FieldError> _errors = [];
    private bool _changed;
    private string _name = "";

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "change-password")] public PasswordChange? Form { get; set; }

    protected override async Task OnInitializedAsync() => _name = (await current.SignedInAsync()).Name;

    private async Task SubmitAsync()
    {
        var actor = await current.SignedInAsync();
        switch (await passwords.ChangeAsync(actor, Form?.Current ?? "", Form?.Replacement ?? "", HttpContext.RequestAborted))
        {
            case PersonResult.Done:
                await signIn.RenewAsync(actor);
                _changed = true;
                break;
            case PersonResult.Invalid invalid:
                _errors = invalid.Errors;
                break;
            default:
                _errors = [new FieldError("", BusyResponse.Send(HttpContext))];
                break;
        }
    }

    public sealed class PasswordChange
    {
        public string? Current { get; set; }

        public string? Replacement { get; set; }
    }
}
