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
}
