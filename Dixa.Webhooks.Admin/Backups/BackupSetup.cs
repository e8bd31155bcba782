namespace Dixa.Webhooks.Admin.Backups;

/// <summary>Registers backups of the store.</summary>
public static class BackupSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services)
    {
        services.AddOptions<BackupOptions>().BindConfiguration(BackupOptions.Section);
        return services.AddSingleton<BackupHistory>().AddSingleton<BackupRunner>().AddSingleton<BackupQueries>().AddHostedService<BackupService>();
    }
}
