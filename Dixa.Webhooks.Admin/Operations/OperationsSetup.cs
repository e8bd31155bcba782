using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Operations.Bundle;
using Dixa.Webhooks.Admin.Operations.Onboarding;
using Dixa.Webhooks.Admin.Operations.Status;

namespace Dixa.Webhooks.Admin.Operations;

/// <summary>Registers what operators see: the state of the system and the support bundle.</summary>
public static class OperationsSetup
{
    /// <summary>The settings in force are registered by the caller.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        // The clock of the machine, because the store's clock may depend on services that log.
        services.AddSingleton(new RecentLog(TimeProvider.System));
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentLog>());
        services
            .AddSingleton<OwnProcess>()
            .AddSingleton<ProcessQueries>()
            .AddSingleton<ApplicationQueries>()
            .AddSingleton<QueueQueries>()
            .AddSingleton<JobQueries>()
            .AddSingleton<MailQueries>()
            .AddSingleton<StoreQueries>()
            .AddSingleton<WarningQueries>()
            .AddSingleton<FirstStepsQuery>()
            .AddSingleton<SupportBundle>();
        return services.AddHostedService<ProcessReporter>();
    }
}
