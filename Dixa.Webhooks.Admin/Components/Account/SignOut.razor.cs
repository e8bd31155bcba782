using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;

namespace Dixa.Webhooks.Admin.Components.Account;

/// <summary>Accepts only a form post, so that a link on another site cannot sign a user out.</summary>
public sealed partial class SignOut(SignInService signIn, NavigationManager navigation)
{
    private async Task SubmitAsync()
    {
        await signIn.SignOutAsync();
        navigation.NavigateTo(AppUrls.To(AppRoutes.SignIn));
    }
}
