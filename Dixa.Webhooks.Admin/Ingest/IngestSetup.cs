using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Ingest;

public static class IngestSetup
{
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section);
        services.AddOptions<OrganizationOptions>().BindConfiguration(OrganizationOptions.Section);
        return services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<OrganizationOptions>>().Value.Organization)
            .AddSingleton(_ => IntakeMemory.Of(AvailableMemory.Read()))
            .AddSingleton<EventIntake>();
    }

    /// <summary>Counts refused publish requests. Must be outside everything that refuses them.</summary>
    public static void UseRefusalCounter(this WebApplication app) =>
        app.UseWhen(http => http.Request.Path.Equals(AppRoutes.Events, StringComparison.OrdinalIgnoreCase), events => events.UseMiddleware<RefusalCounter>());
}
