using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class ChangePassword(Passwords passwords, SignIns signIns, CurrentActor current)
{
    private IReadOnlyList<FieldError> _errors = [];
    private bool _changed;
    private string _name = "";

    [SupplyParameterFromForm(FormName = "change-password")] public PasswordChange? Form { get; set; }

    protected override async Task OnInitializedAsync() => _name = (await current.SignedInAsync()).Name;

    private async Task SubmitAsync()
    {
        var actor = await current.SignedInAsync();
        _errors = await passwords.ChangeAsync(actor, Form?.Current ?? "", Form?.Replacement ?? "");
        if (_errors is [])
        {
            await signIns.RenewAsync(actor);
            _changed = true;
        }
    }

    public sealed class PasswordChange
    {
        public string? Current { get; set; }

        public string? Replacement { get; set; }
    }
}
