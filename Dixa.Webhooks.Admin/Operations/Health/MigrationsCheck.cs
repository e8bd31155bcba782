using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>Whether the store has exactly the migrations of this version. Another process of a newer version may have added some.</summary>
internal sealed class MigrationsCheck(IDbContextFactory<WebhooksDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var store = await contexts.CreateDbContextAsync(cancellationToken);
        var applied = await store.Database.GetAppliedMigrationsAsync(cancellationToken);
        return applied.Order(StringComparer.Ordinal).SequenceEqual(store.Database.GetMigrations().Order(StringComparer.Ordinal)) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}
