using Hangfire;
using Hangfire.Common;
using Hangfire.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>
/// Gives each application in the tests' process its own Hangfire. Hangfire configures itself through static properties, so that without this
/// an application could run the jobs of another one that started at the same time.
/// </summary>
internal static class OwnJobs
{
    private static readonly Lock OneAtATime = new();

    public static IServiceCollection AddOwnJobs(this IServiceCollection services)
    {
        var configure = services.Last(service => service.ServiceType == typeof(IGlobalConfiguration)).ImplementationFactory!;
        return services
            .AddSingleton(provider => Configure(() => configure(provider)))
            .Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredService<Configuration>().Marker))
            .Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredService<Configuration>().Storage))
            .Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredService<Configuration>().Activator))
            .Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredService<Configuration>().Filters));
    }

    private static Configuration Configure(Func<object> configure)
    {
        lock (OneAtATime)
        {
            var marker = (IGlobalConfiguration)configure();
            var filters = new JobFilterCollection();
            foreach (var filter in GlobalJobFilters.Filters.DistinctBy(filter => filter.Instance.GetType()))
            {
                filters.Add(filter.Instance, filter.Order);
            }

            // It would be the logger of the last application that started, which may have ended.
            LogProvider.SetCurrentLogProvider(null);
            return new Configuration(marker, JobStorage.Current, JobActivator.Current, new JobFilterProviderCollection(filters, new JobFilterAttributeFilterProvider()));
        }
    }

    private sealed record Configuration(IGlobalConfiguration Marker, JobStorage Storage, JobActivator Activator, IJobFilterProvider Filters);
}
