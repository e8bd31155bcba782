using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>Takes a posted form only: a link elsewhere must not sign anybody out.</summary>
public sealed partial class SignOut(SignInService signIns, NavigationManager navigation)
{
    private async Task SubmitAsync()
    {
        await signIns.SignOutAsync();
        navigation.NavigateTo(AppUrls.SignIn);
    }
}
