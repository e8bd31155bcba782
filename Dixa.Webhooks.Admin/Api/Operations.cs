using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Ingest;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Declares each operation's access, rate limit and entry in the reference.</summary>
internal static class Operations
{
    /// <summary>Sets the texts for the reference and the scope that a token needs.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder operation, string name, string summary, string description, string policy, string limit = RateLimits.Management) => operation
        .WithName(name)
        .WithSummary(summary)
        .WithDescription($"{description}\n\nScope: {(policy == Policies.AnyToken ? "any" : Policies.Words(policy))}.")
        .RequireAuthorization(policy)
        .RequireRateLimiting(limit)
        .DisableAntiforgery()
        .Refuses(
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError,
            StatusCodes.Status503ServiceUnavailable);

    /// <summary>Documents the body. Endpoints read it themselves and ignore its media type, because <c>curl -d</c> sends a form's.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder operation, bool required = true) => operation.WithMetadata(new TakesBody(typeof(T), required));

    /// <summary>Responds with 405 to GET on paths that only accept POST; otherwise a GET would reach the screens.</summary>
    public static void RefuseReading(this IEndpointRouteBuilder endpoints, params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], Refuse).ExcludeFromDescription();
        }

        static IResult Refuse(HttpResponse response)
        {
            response.Headers.Allow = HttpMethods.Post;
            return ApiResponse.Error(StatusCodes.Status405MethodNotAllowed, ApiErrors.MethodNotAllowed);
        }
    }

    /// <summary>Documents the error statuses, whose body is a message.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder operation, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            operation.Produces<ApiError>(status);
        }

        return operation;
    }
}

/// <summary>The type of an operation's body and whether it is required, for the reference.</summary>
internal sealed record TakesBody(Type Type, bool Required);
