using System.Net;
using Dixa.Webhooks.Admin.Dispatch.Addresses;
using Dixa.Webhooks.Admin.Dispatch.Jobs;
using Dixa.Webhooks.Admin.Dispatch.Lanes;
using Dixa.Webhooks.Admin.Dispatch.Sending;
using Dixa.Webhooks.Admin.Storage;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Dispatch;

/// <summary>The dispatch stage's registration. Hangfire is the crew; the store is the queue.</summary>
public static class DispatchSetup
{
    public const string DashboardPath = "/jobs";

    /// <param name="services">The application's.</param>
    /// <param name="configuration">Says whether this process works lanes, and whether others may.</param>
    public static IServiceCollection AddDispatch(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<NodeOptions>().BindConfiguration(NodeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DispatchOptions>().BindConfiguration(DispatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<AutoDisableOptions>().BindConfiguration(AutoDisableOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        services
            .AddSingleton(provider => provider.GetRequiredService<IOptions<DispatchOptions>>().Value.RetryRule)
            .AddSingleton(provider => provider.GetRequiredService<IOptions<AutoDisableOptions>>().Value.Rule)
            .AddSingleton<AddressGuard>()
            .AddSingleton(provider => new OwnAddresses(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<OwnAddresses>>()))
            .AddSingleton(new NameLookup(Dns.GetHostAddresses))
            .AddSingleton(provider => OpenFileBudget.Of(OpenFileLimit.Read(), provider.GetRequiredService<IOptions<StorageOptions>>().Value.OpenFiles))
            .AddSingleton(provider => SendLimits.Of(provider.GetRequiredService<OpenFileBudget>().Outgoing, AvailableMemory.Read()))
            .AddSingleton<SendBudget>()
            .AddSingleton<ClockChanges>()
            .AddSingleton<OutgoingConnections>()
            .AddSingleton<SandboxEndpoint>()
            .AddSingleton<EndpointCheck>()
            .AddSingleton<GuardedConnection>()
            .AddSingleton<EndpointClient>()
            .AddSingleton<NodeIdentity>()
            .AddSingleton<SharedJobs>()
            .AddSingleton<LaneRegistry>()
            .AddSingleton<SubscriptionCleanup>()
            .AddSingleton<LaneSender>()
            .AddSingleton<LaneReader>();

        services.AddHangfire(hangfire => hangfire
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new ForgetFinishedJobsAttribute())
            .UseInMemoryStorage(new InMemoryStorageOptions { IdType = InMemoryStorageIdType.Long }));

        var isPostgres = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() is { Provider: StorageProvider.PostgreSql };
        if (!isPostgres)
        {
            services.AddHostedService<ClockWatch>();
        }

        if (!(configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new()).Has(NodeRoles.Dispatch))
        {
            return services;
        }

        if (isPostgres)
        {
            // Before the recurring jobs are set up.
            services.AddHostedService<SharedJobsServer>().AddHostedService<LaneClaimService>();
        }

        // Hosted services stop in reverse order: first Hangfire's server, then the wait for what is in flight.
        services.AddHostedService<RecurringJobs>().AddHostedService<DispatchStart>();
        services.AddHangfireServer((provider, server) =>
        {
            server.WorkerCount = provider.GetRequiredService<IOptions<DispatchOptions>>().Value.Workers;

            // The default of 15 s would make a minute 75 s.
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.StopTimeout = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(2);
        });
        return services;
    }

    /// <summary>Maps Hangfire's dashboard. Who may see it is the caller's to say.</summary>
    public static IEndpointConventionBuilder MapJobs(this IEndpointRouteBuilder endpoints) => endpoints.MapHangfireDashboard(
        DashboardPath,
        new DashboardOptions
        {
            // The endpoint's policy decides; Hangfire's own filter would only ask whether the request is local.
            Authorization = [],
            AppPath = "/",
            DashboardTitle = "Dixa Webhooks jobs",
            DisplayStorageConnectionString = false,

            // For looking: what the store needs done, the application does itself.
            IsReadOnlyFunc = _ => true,
        },
        endpoints.ServiceProvider.GetRequiredService<SharedJobs>().Storage);
}
