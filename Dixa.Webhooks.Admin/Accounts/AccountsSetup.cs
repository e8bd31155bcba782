using Dixa.Webhooks.Admin.Accounts.Passwords;
using Dixa.Webhooks.Admin.Accounts.People;
using Dixa.Webhooks.Admin.Accounts.SignIn;
using Dixa.Webhooks.Admin.Accounts.Start;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Registers Identity, authentication and authorization policies.</summary>
public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSettings();
        services.AddIdentity();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.SchemeName, configureOptions: null)
            // All of Identity's cookies, because signing out also deletes the two-factor cookie.
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(SignInCookie.Configure));
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Administrator, policy => policy.RequireRole(nameof(Role.Administrator)))
            .AddPolicy(Policies.AnyToken, policy => policy.AddAuthenticationSchemes(ApiTokenScheme.SchemeName).RequireAuthenticatedUser())
            .AddPolicy(Policies.PublishEvents, policy => RequireScope(policy, ApiScopes.PublishEvents))
            .AddPolicy(Policies.ReadWebhooks, policy => RequireScope(policy, ApiScopes.ReadWebhooks, ApiScopes.ManageWebhooks))
            .AddPolicy(Policies.ManageWebhooks, policy => RequireScope(policy, ApiScopes.ManageWebhooks))
            .AddPolicy(Policies.ErasePeople, policy => RequireScope(policy, ApiScopes.ErasePeople))
            .AddPolicy(Policies.ReadAudit, policy => RequireScope(policy, ApiScopes.ReadAudit));

        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionCheck>();
        services.AddScoped<CircuitHandler, SessionCheck.InOpenPages>();
        services.AddHttpContextAccessor();
        services.AddSingleton<ClientAddress>();
        services.AddScoped<ClientAddress.OfPage>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<ClientAddress.OfPage>());
        services.AddSingleton<FailedSignIns>();
        services.AddHostedService(provider => provider.GetRequiredService<FailedSignIns>());
        services.AddHostedService<AccountsStart>();
        return services
            .AddSingleton<SetupToken>()
            .AddSingleton(services => new PasswordGate(
                services.GetRequiredService<IPasswordHasher<IdentityUser<Guid>>>(), PasswordGate.DefaultThreads, PasswordGate.DefaultQueueLength))
            .AddSingleton<PasswordCheck>()
            .AddSingleton<PasswordResetter>()
            .AddSingleton<SessionStore>()
            .AddSingleton<DecoyPassword>()
            .AddSingleton<FirstAdministrator>()
            .AddSingleton<UserDirectory>()
            .AddSingleton<PasswordChanger>()
            .AddSingleton<TokenCache>()
            .AddSingleton<ApiTokenCheck>()
            .AddSingleton<ApiTokenDirectory>()
            .AddScoped<CurrentActor>()
            .AddScoped<SignInService>();
    }

    private static void AddSettings(this IServiceCollection services)
    {
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section);
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section);
    }

    private static void RequireScope(AuthorizationPolicyBuilder policy, params ApiScopes[] anyOf) => policy
        .AddAuthenticationSchemes(ApiTokenScheme.SchemeName)
        .RequireAuthenticatedUser()
        .RequireClaim(TokenHolder.ScopeClaim, anyOf.Select(scope => scope.ToString()));

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IPasswordHasher<IdentityUser<Guid>>, PasswordHasher<IdentityUser<Guid>>>();
        services.AddIdentityCore<IdentityUser<Guid>>(options =>
            {
                options.User.RequireUniqueEmail = true;

                // User names are e-mail addresses, whose syntax is validated separately.
                options.User.AllowedUserNameCharacters = "";
            })
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<WebhooksDbContext>()
            .AddSignInManager();
    }
}
