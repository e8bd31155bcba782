using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Ends what an open page may do, once its person was removed or got another password or role.</summary>
internal sealed class SessionCheck(ILoggerFactory logging, IServiceScopeFactory scopes, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(logging)
{
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser<Guid>>>();
            return await users.GetUserAsync(authenticationState.User) is { } user
                && authenticationState.User.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) == await users.GetSecurityStampAsync(user);
        }
        catch (DbException error) when (error.IsTransient)
        {
            // The base class would end the session, and what people have typed would be lost. Without the store nothing can be read or
            // changed either, and the next check tells.
            return true;
        }
    }
}
