using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Dixa.Webhooks.Admin.Operations.Metrics;

/// <summary>Exports metrics and traces through OpenTelemetry. Without a setting that asks for it, nothing is collected.</summary>
public static class TelemetryExport
{
    private const string Service = "dixa-webhooks";

    private static readonly string[] Untraced = [AppRoutes.Hub, AppRoutes.Alive, AppRoutes.Ready, AppRoutes.Metrics];

    public static IServiceCollection AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section);
        var isScraped = IsScraped(configuration);
        var otlp = OtlpSettings.Read(configuration);
        if (!isScraped && otlp is { Metrics: false, Traces: false })
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource
            .AddService(configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } name ? name : Service, serviceVersion: AppVersion.Current)
            .AddEnvironmentVariableDetector());
        if (isScraped || otlp.Metrics)
        {
            services.AddSingleton<StoreSnapshotReader>().AddSingleton<StoreSnapshotService>().AddHostedService(provider => provider.GetRequiredService<StoreSnapshotService>());
            services.AddHostedService<CounterStart>().AddSingleton<StoreGauges>().AddSingleton<ProcessGauges>();
            telemetry.WithMetrics(metrics => AddMetrics(metrics, isScraped, otlp.Metrics));
        }

        if (otlp.Traces)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(AppTracing.Name)
                .AddSource(DriverTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests => requests.Filter = http => !Untraced.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
                .AddHttpClientInstrumentation()
                .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Restricts the metrics. Must run after the addresses that known proxies forward were applied.</summary>
    public static void UseMetricsAccess(this WebApplication app)
    {
        if (IsScraped(app.Configuration))
        {
            app.UseMiddleware<MetricsAccess>();
        }
    }

    /// <summary>Maps the metrics if a setting allows someone to read them, and creates the gauges if someone collects them.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        // They live as long as the application. Nothing else refers to them.
        _ = app.Services.GetService<StoreGauges>();
        _ = app.Services.GetService<ProcessGauges>();
        if (IsScraped(app.Configuration))
        {
            app.MapPrometheusScrapingEndpoint(AppRoutes.Metrics).AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription();
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, bool isScraped, bool isExported)
    {
        metrics.AddMeter(AppMeter.Name).AddMeter(DriverTelemetry.Name).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation().AddHttpClientInstrumentation();

        // HttpClient measures each request several times, which slows deliveries down by a tenth. The application's own metrics of attempts show the same.
        foreach (var instrument in new[] { "http.client.request.duration", "http.client.active_requests", "http.client.request.time_in_queue", "http.client.open_connections" })
        {
            metrics.AddView(instrument, MetricStreamConfiguration.Drop);
        }

        // Without the names and addresses of endpoints, of which there can be thousands.
        metrics.AddView("http.client.connection.duration", new MetricStreamConfiguration { TagKeys = [] });
        metrics.AddView("dns.lookup.duration", new MetricStreamConfiguration { TagKeys = ["error.type"] });
        if (isScraped)
        {
            metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
        }

        if (isExported)
        {
            metrics.AddOtlpExporter();
        }
    }

    private static bool IsScraped(IConfiguration configuration) => configuration.GetSection(MetricsOptions.Section).Get<MetricsOptions>() is { IsOn: true };
}
