using Dixa.Webhooks.Admin.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>Under which name the browser's tab stores a draft: another user of the same tab must not see it.</summary>
internal static class DraftKey
{
    /// <summary>Null when nobody is signed in.</summary>
    public static async Task<string?> OfAsync(AuthenticationStateProvider authentication, NavigationManager navigation, string form, string? address = null) =>
        (await authentication.GetAuthenticationStateAsync()).User.ToActor() is { } actor
            ? $"draft:{actor.Id:N}:{address ?? $"/{navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0]}"}:{form}"
            : null;
}
