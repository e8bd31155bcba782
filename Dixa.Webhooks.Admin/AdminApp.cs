using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Api;
using Dixa.Webhooks.Admin.Audit;
using Dixa.Webhooks.Admin.Backups;
using Dixa.Webhooks.Admin.BulkActions;
using Dixa.Webhooks.Admin.Components;
using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.FrontDoor;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Ingest;
using Dixa.Webhooks.Admin.Notifications;
using Dixa.Webhooks.Admin.Operations;
using Dixa.Webhooks.Admin.Operations.Health;
using Dixa.Webhooks.Admin.Operations.Metrics;
using Dixa.Webhooks.Admin.Privacy;
using Dixa.Webhooks.Admin.Recording;
using Dixa.Webhooks.Admin.Recovery;
using Dixa.Webhooks.Admin.Replays;
using Dixa.Webhooks.Admin.Retention;
using Dixa.Webhooks.Admin.Sandbox;
using Dixa.Webhooks.Admin.Startup;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Subscriptions;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin;

/// <summary>Registers and maps the application's stages, in the order in which an event passes through them.</summary>
internal static class AdminApp
{
    private const int MaxRequestLineBytes = 64 * 1024;

    public static WebApplicationBuilder AddStages(this WebApplicationBuilder builder)
    {
        // A framework's background service does not restart after a failure, so the process stops with an exit code that makes a service
        // manager restart it. The application's own services never fail: see GuardedService.
        builder.Services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
        var node = builder.Configuration.GetSection(NodeOptions.Section).Get<NodeOptions>() ?? new();
        builder.Services
            .AddFrontDoor()
            .AddIngest()
            .AddStorage()
            .AddAudit()
            .AddHostedService<StartRecorder>()
            .AddBackups()
            .AddRetention()
            .AddPrivacy()
            .AddDispatch(builder.Configuration)
            .AddRecording()
            .AddSubscriptions()
            .AddBulkActions()
            .AddReplays()
            .AddRecovery()
            .AddSandbox(builder.Configuration)
            .AddAccounts()
            .AddNotifications(sendsEmail: node.Has(NodeRoles.Dispatch))
            .AddOperations()
            .AddSingleton(SettingsInForce.Read(builder.Configuration))
            .AddApi()
            .AddScreens()
            .AddHealth(node)
            .AddTelemetryExport(builder.Configuration)
            .KeepUserInputOutOfTheLog();

        // The server closes connections above the limit, so that publishers and browsers cannot use up the file handles that the store needs.
        builder.Services.AddOptions<KestrelServerOptions>().PostConfigure<OpenFileBudget>((kestrel, files) =>
        {
            kestrel.Limits.MaxConcurrentConnections = Math.Min(kestrel.Limits.MaxConcurrentConnections ?? long.MaxValue, files.Incoming);
            kestrel.Limits.MaxConcurrentUpgradedConnections = Math.Min(kestrel.Limits.MaxConcurrentUpgradedConnections ?? long.MaxValue, files.Upgraded);

            // A search that is too long gets an error that says so, rather than an empty response of the server.
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
        });
        return builder;
    }

    public static async Task<WebApplication> UseStagesAsync(this WebApplication app)
    {
        var node = app.Services.GetRequiredService<IOptions<NodeOptions>>().Value;

        // Each worker can have two reads in progress: a lane's job, and a lane that continues without a job.
        await app.Services.OpenStoreAsync(laneReaders: node.Has(NodeRoles.Dispatch) ? 2 * app.Services.GetRequiredService<IOptions<DispatchOptions>>().Value.Workers : 0);
        var isWeb = node.Has(NodeRoles.Web);
        app.UseFrontDoor(AppRoutes.SandboxReceiver, programs: AppRoutes.Api);
        app.UseMetricsAccess();
        app.UseRefusalCounter();
        if (isWeb)
        {
            app.UseScreens();
        }

        // Inside the screens' error page, which would otherwise also respond to API clients.
        app.UseApiErrors();
        app.UseAuthentication();
        app.UseHubGate();
        app.UseAuthorization();
        app.UseRateLimits();
        app.UseMiddleware<BadRequests>();
        app.UseAntiforgery();

        app.MapHealth();
        app.MapMetrics();

        // The API reference lists operations in the order in which they are mapped.
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
