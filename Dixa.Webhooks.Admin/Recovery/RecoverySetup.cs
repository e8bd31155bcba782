namespace Dixa.Webhooks.Admin.Recovery;

public static class RecoverySetup
{
    public static IServiceCollection AddRecovery(this IServiceCollection services) => services.AddSingleton<RecoveryQueries>().AddSingleton<RecoveryStarter>();
}
