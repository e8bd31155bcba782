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
            StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError);

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
