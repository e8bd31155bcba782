using System.Net;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Budget;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>Registers sending. The store is the queue; Hangfire only supplies workers, since its in-memory jobs are lost on restart and its retries are not our rule.</summary>
public static class DispatchSetup
{
    /// <summary>The configuration decides whether this process sends, and whether it shares its lanes with other processes.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NodeOptions>().BindConfiguration(NodeOptions.Section);
        services.AddOptions<DispatchOptions>().BindConfiguration(DispatchOptions.Section);
        services.AddOptions<AutoDisableOptions>().BindConfiguration(AutoDisableOptions.Section);

        services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DispatchOptions>>().Value.RetryRule)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<AutoDisableOptions>>().Value.Rule)
            .AddSingleton<AddressGuard>()
            .AddSingleton(provider => new MachineAddresses(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<MachineAddresses>>()))
            .AddSingleton(new NameLookup(Dns.GetHostAddresses))
            .AddSingleton(provider => OpenFileBudget.Of(OpenFileLimit.Read(), provider.GetRequiredService<IOptions<StorageOptions>>().Value.OpenFiles))
            .AddSingleton(provider => SendLimits.Of(provider.GetRequiredService<OpenFileBudget>().Outgoing, AvailableMemory.Read()))
            .AddSingleton<SendBudget>()
            .AddSingleton<ClockCorrection>()
            .AddSingleton<ConnectionLimiter>()
            .AddSingleton<SandboxEndpoint>()
            .AddSingleton<EndpointCheck>()
            .AddSingleton<GuardedConnection>()
            .AddSingleton<EndpointClient>()
            .AddSingleton<EndpointProber>()
            .AddSingleton<NodeIdentity>()
            .AddSingleton<SharedJobStorage>()
            .AddSingleton<RecurringJobs>()
            .AddSingleton<LaneRegistry>()
            .AddSingleton<SubscriptionCleanup>()
            .AddSingleton<DispatchLoad>()
            .AddSingleton<DeliverySender>()
            .AddSingleton<LaneReader>()
            .AddSingleton<LaneRunner>();

        services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new ForgetFinishedJobsAttribute())
            .UseInMemoryStorage(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Long }));

        var isShared = StorageOptions.Read(configuration).IsShared;
        if (!isShared)
        {
            services.AddHostedService<ClockWatch>();
        }

        if (!(configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new()).Has(NodeRoles.Dispatch))
        {
            return services;
        }

        if (isShared)
        {
            // Must start before RecurringJobRegistrar, which writes to the shared job storage.
            services.AddSingleton<SharedJobServer>().AddHostedService(provider => provider.GetRequiredService<SharedJobServer>()).AddHostedService<LaneClaimService>();
        }

        services.AddSingleton<JobServers>();

        // Hosted services stop in reverse order: Hangfire's server first, then DispatchStart, which waits for requests in flight.
        services.AddHostedService<RecurringJobRegistrar>().AddHostedService<DispatchStart>();
        services.AddHangfireServer((provider, server) =>
        {
            server.WorkerCount = provider.GetRequiredService<IOptions<DispatchOptions>>().Value.Workers;

            // With the default of 15 s, a job that is due in a minute could start after 75 s.
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.HeartbeatInterval = JobServers.HeartbeatInterval;
            server.StopTimeout = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(2);
        });
        return services;
    }

    /// <summary>Maps Hangfire's dashboard. The caller must add an authorization policy.</summary>
    public static IEndpointConventionBuilder MapJobs(this IEndpointRouteBuilder endpoints) => endpoints.MapHangfireDashboard(
        AppRoutes.Jobs,
        new DashboardOptions
        {
            // The endpoint's policy decides. Hangfire's default filter only checks whether the request is local.
            Authorization = [],
            AppPath = $"{endpoints.ServiceProvider.GetRequiredService<IOptions<AppOptions>>().Value.PathBase}/",
            DashboardTitle = "Dixa Webhooks jobs",
            DisplayStorageConnectionString = false,

            // Read-only: deleting a recurring job here would turn off recovery or auto-disable.
            IsReadOnlyFunc = _ => true,
        },
        endpoints.ServiceProvider.GetRequiredService<SharedJobStorage>().Storage);
}
