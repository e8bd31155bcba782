using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dixa.Webhooks.Admin.Telemetry;

public static class TelemetrySetup
{
    /// <summary>Registers the instruments. Nothing collects them unless the settings ask for it.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton<IntakeMetrics>();
        services.TryAddSingleton<DispatchMetrics>();
        services.TryAddSingleton<StoreMetrics>();
        services.TryAddSingleton<PeopleMetrics>();
        return services;
    }
}
