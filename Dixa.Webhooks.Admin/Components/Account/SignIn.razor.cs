using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.FrontDoor;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

public sealed partial class SignIn(SignInService signIn, FirstAdministrator first, NavigationManager navigation)
{
    private string? _error;
    private bool _needsSetup;

    [CascadingParameter] public required HttpContext HttpContext { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in")] public Credentials? Form { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync() =>
        _needsSetup = HttpMethods.IsGet(HttpContext.Request.Method) && await first.IsMissingAsync(HttpContext.RequestAborted);

    private async Task SubmitAsync()
    {
        if (TooManyRequests.Of(HttpContext) is { } refusal)
        {
            _error = refusal.Message;
            return;
        }

        switch (await signIn.SignInAsync(InvisibleText.Trim(Form?.Email), Form?.Password ?? "", Form?.Remember is true, HttpContext.RequestAborted))
        {
            case SignInOutcome.SignedIn:
                navigation.NavigateTo(AppUrls.LocalOrHome(ReturnUrl, new Uri(navigation.BaseUri).AbsolutePath));
                break;
            case SignInOutcome.Busy:
                _error = BusyResponse.Send(HttpContext);
                break;
            default:
                _error = $"Wrong e-mail address or password. {LockoutRule.Hint}";
                break;
        }
    }

    public sealed class Credentials
    {
        public string? Email { get; set; }

        public string? Password { get; set; }

        public bool Remember { get; set; }
    }
}
