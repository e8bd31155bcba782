using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>Redirects a user who cannot see a page: to sign-in when they are not signed in, otherwise to the access-denied page.</summary>
public sealed partial class RedirectToSignIn(NavigationManager navigation)
{
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var signedIn = (await Authentication).User.Identity is { IsAuthenticated: true };
        var here = new Uri(navigation.Uri);
        navigation.NavigateTo(signedIn ? AppUrls.To(AppRoutes.AccessDenied) : AppUrls.SignInAndReturnTo(here.PathAndQuery + here.Fragment), forceLoad: true);
    }
}
