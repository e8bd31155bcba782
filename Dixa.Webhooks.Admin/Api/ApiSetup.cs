using Dixa.Webhooks.Admin.Api.Audit;
using Dixa.Webhooks.Admin.Api.Deliveries;
using Dixa.Webhooks.Admin.Api.EventTypes;
using Dixa.Webhooks.Admin.Api.Privacy;
using Dixa.Webhooks.Admin.Api.Reference;
using Dixa.Webhooks.Admin.Api.Replays;
using Dixa.Webhooks.Admin.Api.Webhooks;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

public static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));

        // Otherwise, an unreadable value would throw in Development and get another response than in production.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);
        return services.AddRateLimits().AddReference();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(AppRoutes.Api).AddEndpointFilter(RefuseOtherUuidsAsync);
        api.MapWebhooks();
        api.MapDeliveryStatus();
        api.MapDeliveries();
        api.MapFind();
        api.MapSends();
        api.MapReplays();
        api.MapEventTypes();
        api.MapPrivacy();
        api.MapAudit();
        app.MapReference();
    }

    /// <summary>The contract only allows uuids with dashes; .NET would also parse them in braces, without dashes or with spaces.</summary>
    private static ValueTask<object?> RefuseOtherUuidsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.RouteValues["id"] is string id && !(id.Length == 36 && Guid.TryParseExact(id, "D", out _))
            ? ValueTask.FromResult<object?>(ApiResponse.Error(StatusCodes.Status400BadRequest, ApiErrors.BadValue))
            : next(context);
}
