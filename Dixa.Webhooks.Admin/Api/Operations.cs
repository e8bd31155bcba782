using Dixa.Webhooks.Admin.Accounts;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>What each operation says of itself, for access, limits and the reference.</summary>
internal static class Operations
{
    /// <summary>A name, a line and a paragraph for the reference, and the scope that a token needs.</summary>
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

    /// <summary>Documents the body. What it is decides how it is read, not its media type: a <c>curl -d</c> says it is a form.</summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder operation, bool required = true) => operation.WithMetadata(new TakesBody(typeof(T), required));

    /// <summary>Answers other methods on addresses that are only posted to; a GET would else reach the screens.</summary>
    public static void RefuseReading(this IEndpointRouteBuilder endpoints, params ReadOnlySpan<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], Refuse).ExcludeFromDescription();
        }

        static IResult Refuse(HttpResponse response)
        {
            response.Headers.Allow = HttpMethods.Post;
            return ApiResults.Refuse(StatusCodes.Status405MethodNotAllowed, ApiErrors.WrongMethod);
        }
    }

    /// <summary>Answers with a message under these statuses.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder operation, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            operation.Produces<ApiError>(status);
        }

        return operation;
    }
}

/// <summary>The type of an operation's body, and whether there must be one, for the reference.</summary>
internal sealed record TakesBody(Type Type, bool Required);
