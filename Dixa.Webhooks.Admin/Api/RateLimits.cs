using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Dixa.Webhooks.Admin.Accounts;
using Dixa.Webhooks.Admin.Accounts.Tokens;
using Dixa.Webhooks.Admin.Domain;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Api;

/// <summary>Rate limits for each token. They run after authorization, so they count only authorized requests.</summary>
internal static class RateLimits
{
    public const string Management = "management";
    public const string Events = "events";

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RejectAsync;
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, api) =>
        {
            var limit = api.Value.RateLimit;
            limiter.AddPolicy(Management, http => PerToken(http, limit.PerSecond, limit.Burst));
            limiter.AddPolicy(Events, http => limit.Events.PerSecond > 0
                ? PerToken(http, limit.Events.PerSecond, limit.Events.Burst)
                : RateLimitPartition.GetNoLimiter(""));
        });
        return services;
    }

    /// <summary>
    /// Limits the endpoints that declare a limit. The limiter is created with the first request to one of them, because its timer
    /// ticks ten times per second, which is most of the CPU time of an idle process.
    /// </summary>
    public static IApplicationBuilder UseRateLimits(this IApplicationBuilder app) => app.Use(next =>
    {
        var branch = app.New();
        branch.UseRateLimiter();
        branch.Run(next);
        var limited = new Lazy<RequestDelegate>(branch.Build);
        return http => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is null ? next(http) : limited.Value(http);
    });

    // Replenishes one token at a time rather than a second's worth at once, so that a client that has used up its burst continues evenly.
    private static RateLimitPartition<string> PerToken(HttpContext http, int perSecond, int burst) => RateLimitPartition.GetTokenBucketLimiter(
        http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / perSecond,
            QueueLimit = 0,
        });

    private static async ValueTask RejectAsync(OnRejectedContext rejected, CancellationToken cancel)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        rejected.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await rejected.HttpContext.Response.WriteAsJsonAsync(
            new ApiError($"Too many requests with this API token. Try again in {seconds} s."), cancel);
    }
}
