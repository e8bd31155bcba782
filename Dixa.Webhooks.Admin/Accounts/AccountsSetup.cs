namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Who may: registration of Identity, roles and policies.</summary>
public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services;
}
