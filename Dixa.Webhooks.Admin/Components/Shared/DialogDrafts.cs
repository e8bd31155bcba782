using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Tells a page whether a dialog of its own was half filled when the page went, so that it opens again.</summary>
public sealed class DialogDrafts(IJSRuntime js, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    /// <param name="form">The <see cref="DraftKeeper.Name"/> in the dialog.</param>
    public async Task<bool> ExistsAsync(string form) =>
        await DraftKey.OfAsync(authentication, navigation, form) is { } key && await js.InvokeAsync<bool>("sessionStorage.hasOwnProperty", key);
}
