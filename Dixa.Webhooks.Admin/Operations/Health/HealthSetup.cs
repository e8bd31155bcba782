using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>The endpoints for load balancers and monitors. Every process has them, whatever its roles.</summary>
public static class HealthSetup
{
    private static readonly byte[] Alive = """{"status":"ok"}"""u8.ToArray();

    /// <summary>Registers the checks of a process with these roles.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services, NodeOptions node)
    {
        var checks = services.AddHealthChecks();
        Add<ProcessCheck>(ProcessCheck.Name);
        Add<StoreCheck>("store");
        Add<MigrationsCheck>("migrations");
        if (node.Has(NodeRoles.Dispatch))
        {
            Add<LeasesCheck>("leases");
            Add<LanesCheck>("lanes");
            Add<JobsCheck>("jobs");
            Add<MailCheck>("mail");
        }

        Add<BackgroundCheck>("background");

        // The framework logs each failed check each time. Readiness logs changes.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        return services.AddSingleton<Readiness>();

        void Add<T>(string name)
            where T : class, IHealthCheck
        {
            // A singleton, since some checks remember the last one.
            services.AddSingleton<T>().AddSingleton<BoundedCheck<T>>();
            checks.Add(new HealthCheckRegistration(name, provider => provider.GetRequiredService<BoundedCheck<T>>(), HealthStatus.Unhealthy, tags: null, Readiness.CheckTimeout));
        }
    }

    /// <summary>Maps the endpoints. They bypass the rest of the pipeline: sign-in, limits and error pages.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, AppRoutes.Alive, http => WriteAsync(http, StatusCodes.Status200OK, Alive));
        Map(endpoints, AppRoutes.Ready, async http =>
        {
            var report = await http.RequestServices.GetRequiredService<Readiness>().ReadAsync();
            await WriteAsync(http, report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, report.Json);
        });
    }

    private static void Map(IEndpointRouteBuilder endpoints, string route, RequestDelegate respond) =>
        endpoints.MapMethods(route, [HttpMethods.Get, HttpMethods.Head], respond).AllowAnonymous().ShortCircuit().DisableHttpMetrics().ExcludeFromDescription();

    private static async Task WriteAsync(HttpContext http, int status, byte[] json)
    {
        var response = http.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, "application/json; charset=utf-8", json.Length);
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(json, http.RequestAborted);
        }
    }
}
