namespace Dixa.Webhooks.Admin.Retention;

/// <summary>Registers the purge of old history.</summary>
public static class RetentionSetup
{
    public static IServiceCollection AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section);
        return services.AddSingleton<HistoryPurge>().AddSingleton<AuditPurge>().AddSingleton<PayloadPosition>().AddSingleton<SizeHistory>().AddSingleton<PurgeStarter>().AddSingleton<StorageQueries>().AddHostedService<SubjectBackfill>();
    }
}
