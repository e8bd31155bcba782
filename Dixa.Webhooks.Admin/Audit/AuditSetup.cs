namespace Dixa.Webhooks.Admin.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditLog>()
        .AddSingleton<AuditSearch>()
        .AddSingleton<AuditExport>()
        .AddSingleton<AuditVerifier>();
}
