using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>The page behind the links that <see cref="PasswordResetter"/> creates.</summary>
public sealed partial class ResetPassword(PasswordResetter resets)
{
    private IReadOnlyList<FieldError> _errors = [];
    private string? _email;
    private bool _changed;

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "reset-password")] public NewPassword? Form { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _email = await resets.EmailAsync(Token, HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        switch (await resets.UseAsync(Token, Form?.Password ?? "", HttpContext.RequestAborted))
        {
            case PersonResult.Done:
                _changed = true;
                break;
            case PersonResult.Invalid invalid:
                _errors = invalid.Errors;
                break;
            case PersonResult.Busy:
                _errors = [new FieldError("", BusyResponse.Send(HttpContext))];
                break;
            default:
                _email = null;
                break;
        }
    }

    public sealed class NewPassword
    {
        public string? Password { get; set; }
    }
}
