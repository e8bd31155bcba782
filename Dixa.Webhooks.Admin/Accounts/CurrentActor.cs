using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>The person in front of the screen, as use cases want to know them.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    /// <summary>Who is signed in with a role; fails with <see cref="InvalidOperationException"/> when nobody is, since every page that asks is closed to them.</summary>
    public async Task<Actor> GetAsync() =>
        (await authentication.GetAuthenticationStateAsync()).User.ToActor()
        ?? throw new InvalidOperationException("Nobody with a role is signed in.");
}
