using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Layout;

public sealed partial class UserMenu(IJSRuntime script)
{
    private Actor? _actor;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnParametersSetAsync() => _actor = (await Authentication).User.ToActor();

    private static string Initial(Actor actor) => actor.Name[..1].ToUpperInvariant();

    private async Task ShowShortcutsAsync() => await script.InvokeVoidAsync("dixaScreens.showShortcuts");

    // Only a plain HTTP request can delete the cookie; a circuit cannot.
    private async Task SignOutAsync() => await script.InvokeVoidAsync("dixaScreens.submit", "sign-out-form");
}
