using System.Runtime.InteropServices;
using Dixa.Webhooks.Admin.Hosting;
using Dixa.Webhooks.Admin.Storage;
using Microsoft.EntityFrameworkCore;

namespace Dixa.Webhooks.Admin.Operations.Status;

/// <summary>Reads what this process is and which store it uses.</summary>
public sealed class ApplicationQueries(OwnProcess own, StoreDialect store, IDbContextFactory<WebhooksDbContext> contexts, IHostEnvironment environment, TimeProvider time)
{
    public async Task<ApplicationStatus> ReadAsync(CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancel)).ToList();
        var identity = await context.Identity.AsNoTracking().OrderBy(row => row.CreatedAt).FirstOrDefaultAsync(cancel);
        return new ApplicationStatus(
            AppVersion.Current,
            own.StartedAt,
            time.GetUtcNow() - own.StartedAt,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.OSDescription,
            RuntimeInformation.ProcessArchitecture.ToString(),
            environment.EnvironmentName,
            store.ProviderName,
            store.Database,
            identity?.Id,
            identity?.CreatedAt,
            applied.LastOrDefault(),
            context.Database.GetMigrations().Except(applied).Count());
    }
}

/// <summary>What a process is and which store it uses.</summary>
/// <param name="Version">The version of the application.</param>
/// <param name="StartedAt">When the process started.</param>
/// <param name="Uptime">For how long it has been running.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="System">The operating system.</param>
/// <param name="Architecture">The processor architecture.</param>
/// <param name="Environment">The name of the hosting environment.</param>
/// <param name="Provider">The database provider.</param>
/// <param name="Database">The file or the name of the database.</param>
/// <param name="StoreId">The id of the store; null if it has none.</param>
/// <param name="StoreCreatedAt">When the store was created.</param>
/// <param name="Migration">The last migration of its schema.</param>
/// <param name="PendingMigrations">Migrations that this version has and the store does not.</param>
public sealed record ApplicationStatus(
    string Version,
    DateTimeOffset StartedAt,
    TimeSpan Uptime,
    string Runtime,
    string System,
    string Architecture,
    string Environment,
    string Provider,
    string Database,
    Guid? StoreId,
    DateTimeOffset? StoreCreatedAt,
    string? Migration,
    int PendingMigrations);
