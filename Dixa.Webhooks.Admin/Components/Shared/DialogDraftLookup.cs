using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Tells a page whether one of its dialogs has a stored draft, so that the page reopens the dialog after a reload.</summary>
public sealed class DialogDraftLookup(IJSRuntime js, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    /// <param name="form">The <see cref="DraftKeeper.Name"/> in the dialog.</param>
    public async Task<bool> ExistsAsync(string form) =>
        await DraftKey.OfAsync(authentication, navigation, form) is { } key && await js.InvokeAsync<bool>("sessionStorage.hasOwnProperty", key);
}
