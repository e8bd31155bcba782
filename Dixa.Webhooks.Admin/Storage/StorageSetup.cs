using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Clocks;
using Dixa.Webhooks.Admin.Storage.Copying;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Telemetry;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage;

public static class StorageSetup
{
    /// <summary>Keys of another application do not decrypt the secrets.</summary>
    internal const string ApplicationName = "Dixa.Webhooks.Admin";

    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton(provider => new KeyLocation(provider.GetRequiredService<IOptions<StorageOptions>>(), new(provider.GetRequiredService<StoreFiles>)));
        services.AddOptions<KeyManagementOptions>().Configure<KeyLocation, IServiceProvider, ILoggerFactory>((keys, place, provider, logging) =>
            keys.XmlRepository = new KeyRepository(place.Folder is { } folder
                ? new KeyFolderRepository(folder, logging)
                : new EntityFrameworkCoreXmlRepository<PostgresWebhooksContext>(provider, logging)));

        services.AddTelemetry();
        services.AddSqlite().AddPostgres();
        services.AddSingleton<StoreClock>();
        services.AddSingleton(new SteadyClock(TimeProvider.System));

        // Processes that share a store use its clock. A single process uses the machine's clock without its jumps.
        services.TryAddSingleton<TimeProvider>(provider => IsPostgres(provider) ? provider.GetRequiredService<StoreClock>() : provider.GetRequiredService<SteadyClock>());
        services.AddSingleton<StoreSignals>();
        services.AddSingleton<StoreDialect>(provider => IsPostgres(provider) ? provider.GetRequiredService<PostgresDialect>() : provider.GetRequiredService<SqliteDialect>());
        services.AddSingleton<IDbContextFactory<WebhooksDbContext>>(provider => IsPostgres(provider)
            ? new Factory<PostgresWebhooksContext>(provider.GetRequiredService<IDbContextFactory<PostgresWebhooksContext>>())
            : new Factory<SqliteWebhooksContext>(provider.GetRequiredService<IDbContextFactory<SqliteWebhooksContext>>()));
        services.AddSingleton<KeyRingCheck>().AddSingleton<StoreBackups>();
        StoreFailureLoggerFactory.Register(services);
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<IntakeWriter>();
        services.AddSingleton<DueDeliveries>();

        // Identity's stores need a scoped context.
        services.AddScoped<WebhooksDbContext>(provider => provider.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContext());
        return services;
    }

    /// <summary>
    /// Opens the store: locks it for this process (SQLite), migrates it, and releases the leases of a killed predecessor (SQLite). With
    /// PostgreSQL, <paramref name="laneReaders"/> is the number of connections that read lanes at once; null skips the check that there are
    /// enough.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Another process uses the database, a folder cannot be created, or the keys do not match the database.</exception>
    public static async Task OpenStoreAsync(this IServiceProvider services, int? laneReaders = null)
    {
        var dialect = services.GetRequiredService<StoreDialect>();
        await dialect.PrepareAsync(services.GetRequiredService<KeyRingCheck>().TryAsync, laneReaders);
        await dialect.ReleaseStaleLeasesAsync(services.GetRequiredService<GroupCommit>());
    }

    /// <summary>Checks that a store of this version exists, without locking it: another process may be using it.</summary>
    /// <exception cref="StoreUnavailableException">It does not exist, or is from another version.</exception>
    public static async Task RequireStoreAsync(this IServiceProvider services)
    {
        var dialect = services.GetRequiredService<StoreDialect>();
        dialect.RequireExists();
        dialect.RequireUsable();
        await using var context = await services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync();
        if ((await context.Database.GetPendingMigrationsAsync()).Any())
        {
            throw new StoreUnavailableException("Storage:ConnectionString: the database is from an earlier version. Start the application once to migrate it, then try again.");
        }
    }

    /// <summary>
    /// Copies a SQLite store, given by its file or connection string, into the configured PostgreSQL database. If it is cancelled, the next
    /// call resumes.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be copied, or the copy differs from the original.</exception>
    public static Task MigrateStoreAsync(this IServiceProvider services, string source, CancellationToken cancel) => IsPostgres(services)
        ? services.GetRequiredService<StoreCopy>().RunAsync(source, cancel)
        : throw new StoreUnavailableException($"{MigrateStoreOption.Name}: set Storage:Provider to PostgreSql, and Storage:ConnectionString to the target database.");

    /// <summary>
    /// EF Core logs an error and then throws it. The code that catches it logs it, so that it is logged once. In a debug build, such as that of the tests, a
    /// query whose limit cuts off rows in no order is an error.
    /// </summary>
    internal static void ConfigureWarnings(WarningsConfigurationBuilder warnings)
    {
        warnings.Log(
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug),
            (CoreEventId.SaveChangesFailed, LogLevel.Debug));
#if DEBUG
        warnings.Throw(CoreEventId.RowLimitingOperationWithoutOrderByWarning);
#endif
    }

    private static bool IsPostgres(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value.IsPostgres;

    private sealed class Factory<T>(IDbContextFactory<T> contexts) : IDbContextFactory<WebhooksDbContext>
        where T : WebhooksDbContext
    {
        public WebhooksDbContext CreateDbContext() => contexts.CreateDbContext();
    }
}
