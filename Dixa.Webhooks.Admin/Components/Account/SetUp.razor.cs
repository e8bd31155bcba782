using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.FrontDoor;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class SetUp(FirstAdministrator first, SignInService signIn, NavigationManager navigation)
{
    private bool _open;
    private IReadOnlyList<FieldError> _errors = [];

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "setup")] public NewAdministrator? Form { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    protected override async Task OnInitializedAsync() => _open = await first.MaySetUpAsync(Token);

    private async Task SubmitAsync()
    {
        if (TooManyRequests.Of(HttpContext) is { } refusal)
        {
            _errors = [new FieldError("", refusal.Message)];
            return;
        }

        var (email, password) = (InvisibleText.Trim(Form?.Email), Form?.Password ?? "");
        if (password != (Form?.Repeat ?? ""))
        {
            _errors = [new FieldError("repeat", "The passwords differ. Enter the same password twice.")];
            return;
        }

        switch (await first.SetUpAsync(Token, email, password, HttpContext.RequestAborted))
        {
            case PersonResult.Done done:
                await signIn.SignInAsync(done.Id);
                navigation.NavigateTo(AppUrls.To(AppRoutes.Home));
                break;
            case PersonResult.Invalid invalid:
                _errors = invalid.Errors;
                break;
            case PersonResult.Busy:
                _errors = [new FieldError("", BusyResponse.Send(HttpContext))];
                break;
            default:
                _open = false;
                break;
        }
    }

    public sealed class NewAdministrator
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        /// <summary>The password again. Nobody could reset a mistyped one, since there is no other administrator.</summary>
        public string? Repeat { get; set; }
    }
}
