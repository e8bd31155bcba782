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
        var api = app.MapGroup(ApiErrors.Path).AddEndpointFilter(RefuseOtherUuidsAsync);
        api.MapWebhooks();
        api.MapDeliveryStatus();
        api.MapDeliveries();
        api.MapSends();
        api.MapEventTypes();
        app.MapReference();
    }

    /// <summary>A uuid in braces, without its dashes or with a space is none to the contract; .NET reads them all.</summary>
    private static ValueTask<object?> RefuseOtherUuidsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.RouteValues["id"] is string id && !(id.Length == 36 && Guid.TryParseExact(id, "D", out _))
            ? ValueTask.FromResult<object?>(ApiResults.Refuse(StatusCodes.Status400BadRequest, ApiErrors.BadValue))
            : next(context);
}
