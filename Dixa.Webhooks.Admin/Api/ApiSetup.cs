using Dixa.Webhooks.Admin.Api.Deliveries;
using Dixa.Webhooks.Admin.Api.EventTypes;
using Dixa.Webhooks.Admin.Api.Reference;
using Dixa.Webhooks.Admin.Api.Webhooks;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>The REST API's registration and mapping.</summary>
public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));

        // In Development a value that cannot be read would else be an exception, and another answer than in production.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        return services.AddRateLimits().AddReference();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiErrors.Path);
        api.MapWebhooks();
        api.MapDeliveryStatus();
        api.MapDeliveries();
        api.MapSends();
        api.MapEventTypes();
        app.MapPublishing();
        app.MapReference();
    }
}
