using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Api;
using Dixa.Webhooks.Admin.Components;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin;

/// <summary>The stages in the order in which an event passes them.</summary>
internal static class AdminApp
{
    public static WebApplicationBuilder AddStages(this WebApplicationBuilder builder)
    {
        // Processes that share a store go by its clock. One alone goes by the machine's, but not by its jumps.
        builder.Services.AddSingleton<TimeProvider>(services =>
            services.GetRequiredService<IOptions<StorageOptions>>().Value.Provider is StorageProvider.PostgreSql ? services.GetRequiredService<StoreClock>() : services.GetRequiredService<SteadyClock>());

        // A framework's background service that failed is gone for good, so the process stops with an exit code that makes a service
        // manager start it again. The application's own services never fail: see GuardedService.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
        var node = builder.Configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new();
        builder.Services
            .AddFrontDoor()
            .AddIngest()
            .AddStorage()
            .AddDispatch(builder.Configuration)
            .AddRecording()
            .AddSubscriptions()
            .AddSandbox(builder.Configuration)
            .AddAccounts()
            .AddNotices(sends: node.Has(NodeRoles.Dispatch))
            .AddApi()
            .AddScreens()
            .KeepTypedTextOutOfTheLog();

        // Of a publisher or browser too many the server closes the connection, so that nobody takes the files that the store needs.
        builder.Services.AddOptions<KestrelServerOptions>().PostConfigure<OpenFileBudget>((kestrel, files) =>
        {
            kestrel.Limits.MaxConcurrentConnections = Math.Min(kestrel.Limits.MaxConcurrentConnections ?? long.MaxValue, files.Incoming);
            kestrel.Limits.MaxConcurrentUpgradedConnections = Math.Min(kestrel.Limits.MaxConcurrentUpgradedConnections ?? long.MaxValue, files.Upgraded);
        });
        return builder;
    }

    public static async Task<WebApplication> UseStagesAsync(this WebApplication app)
    {
        // Now rather than within the host's start, which would log a stack trace beside the message.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        var node = app.Services.GetRequiredService<IOptions<NodeOptions>>().Value;

        // A lane's job and a lane that goes on by itself read at the same time.
        await app.Services.OpenStoreAsync(laneReaders: node.Has(NodeRoles.Dispatch) ? 2 * app.Services.GetRequiredService<IOptions<DispatchOptions>>().Value.Workers : 0);
        var isWeb = node.Has(NodeRoles.Web);
        app.UseFrontDoor(SandboxReceiver.Path, programs: ApiErrors.Path);
        if (isWeb)
        {
            app.UseScreens();
        }

        // Inside the screens' own error page, which would else answer programs too.
        app.UseApiErrors();
        app.UseAuthentication();
        app.UseHubGate();
        app.UseAuthorization();
        app.UseRateLimits();
        app.UseMiddleware<BadRequests>();
        app.UseAntiforgery();

        // The reference lists the operations in the order in which they are mapped, and what is mapped first comes first.
        if (isWeb)
        {
            app.MapApi();
        }

        if (node.Has(NodeRoles.Ingest))
        {
            app.MapPublishing();
        }

        app.MapSandbox();
        if (isWeb)
        {
            app.MapJobs().RequireAuthorization(Policies.Administrator);
            app.MapScreens();
        }

        return app;
    }
}
