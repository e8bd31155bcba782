using Dixa.Webhooks.Admin.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dixa.Webhooks.Admin.Components.Shared;

/// <summary>The session storage key of a draft. It contains the user's id, so that another user of the same tab cannot see the draft.</summary>
internal static class DraftKey
{
    /// <summary>Null when no user is signed in.</summary>
    public static async Task<string?> OfAsync(AuthenticationStateProvider authentication, NavigationManager navigation, string form, string? address = null) =>
        (await authentication.GetAuthenticationStateAsync()).User.ToActor() is { } actor
            ? $"draft:{actor.Id:N}:/{address ?? navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0]}:{form}"
            : null;
}
