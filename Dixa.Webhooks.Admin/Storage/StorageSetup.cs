using Dixa.Webhooks.Admin.Storage.Copying;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage;

/// <summary>The store's registration.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => StoreFiles.Resolve(provider.GetRequiredService<IOptions<StorageOptions>>().Value, AppContext.BaseDirectory));

        services.AddDataProtection().SetApplicationName("Dixa.Webhooks.Admin");
        services.AddSingleton(provider => new KeyLocation(provider.GetRequiredService<IOptions<StorageOptions>>(), new(provider.GetRequiredService<StoreFiles>)));
        services.AddOptions<KeyManagementOptions>().Configure<KeyLocation, IServiceProvider, ILoggerFactory>((keys, place, provider, logging) =>
            keys.XmlRepository = place.Folder is { } folder
                ? new FileSystemXmlRepository(new DirectoryInfo(folder), logging)
                : new EntityFrameworkCoreXmlRepository<PostgresWebhooksContext>(provider, logging));

        services.AddDbContextFactory<SqliteWebhooksContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<StoreFiles>().ConnectionString, sqlite => sqlite.ExecutionStrategy(dependencies => new StoreExecutionStrategy(dependencies)))
            .AddInterceptors(SqlitePragmas.Interceptor, new SqliteTurns(provider.GetRequiredService<SqliteWriteGate>()))
            .ReplaceService<IRelationalTransactionFactory, StoreTransactionFactory>()
            .ConfigureWarnings(ErrorsAreTheCallersToLog)
            .ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>());
        services.AddSingleton<SqliteWriteGate>();
        services.AddSingleton<SingleProcess>();
        services.AddSingleton<PrivateFiles>();
        services.AddSingleton<SqliteUpgrade>();
        services.AddSingleton<SqliteDialect>();

        services.AddDbContextFactory<PostgresWebhooksContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<PostgresSource>().Connections, npgsql => npgsql.ExecutionStrategy(dependencies => new StoreExecutionStrategy(dependencies)))
            .ReplaceService<IRelationalTransactionFactory, StoreTransactionFactory>()
            .ConfigureWarnings(ErrorsAreTheCallersToLog)
            .ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>());
        services.AddSingleton<PostgresSource>();
        services.AddSingleton<PostgresDialect>();
        services.AddSingleton<PostgresLanes>();
        services.AddSingleton<StoreCopy>();
        services.AddSingleton<StoreClock>();
        services.AddSingleton(new SteadyClock(TimeProvider.System));
        services.AddSingleton<StoreSignals>();
        services.AddHostedService<PostgresSignals>();

        services.AddSingleton<StoreDialect>(provider => IsPostgres(provider) ? provider.GetRequiredService<PostgresDialect>() : provider.GetRequiredService<SqliteDialect>());
        services.AddSingleton<IDbContextFactory<WebhooksDbContext>>(provider => IsPostgres(provider)
            ? new Factory<PostgresWebhooksContext>(provider.GetRequiredService<IDbContextFactory<PostgresWebhooksContext>>())
            : new Factory<SqliteWebhooksContext>(provider.GetRequiredService<IDbContextFactory<SqliteWebhooksContext>>()));
        services.AddSingleton<KeyRingCheck>();
        StoreFailureLoggerFactory.Register(services);
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<IntakeWriter>();
        services.AddSingleton<DueDeliveries>();

        // Identity's stores ask for the context itself, one for each request.
        services.AddScoped<WebhooksDbContext>(provider => provider.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContext());
        return services;
    }

    /// <summary>Takes the store for this process, brings its tables up to this version, and frees what a killed predecessor held.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="laneReaders">How many connections to PostgreSQL will read lanes at a time; null when that is not to be checked.</param>
    /// <exception cref="StoreUnavailableException">Another process has the database, a folder cannot be made, or the keys are not the database's.</exception>
    public static async Task OpenStoreAsync(this IServiceProvider services, int? laneReaders = null)
    {
        var dialect = services.GetRequiredService<StoreDialect>();
        await dialect.PrepareAsync(services.GetRequiredService<KeyRingCheck>().TryAsync, laneReaders);
        await dialect.ReleaseStaleLeasesAsync(services.GetRequiredService<GroupCommit>());
    }

    /// <summary>Makes sure that there is a store of this version, without taking it: another process may be using it.</summary>
    /// <exception cref="StoreUnavailableException">There is none, or it is from another version.</exception>
    public static async Task RequireStoreAsync(this IServiceProvider services)
    {
        if (!IsPostgres(services) && services.GetRequiredService<StoreFiles>().Database is var file && !File.Exists(file))
        {
            throw new StoreUnavailableException($"Storage:ConnectionString: there is no database {file}. Name the one that the application uses.");
        }

        await using var context = await services.GetRequiredService<IDbContextFactory<WebhooksDbContext>>().CreateDbContextAsync();
        if ((await context.Database.GetPendingMigrationsAsync()).Any())
        {
            throw new StoreUnavailableException("Storage:ConnectionString: the database is from an earlier version. Start the application once, then try again.");
        }
    }

    /// <summary>Copies a SQLite store into the PostgreSQL database of the settings.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="source">A SQLite file or its connection string.</param>
    /// <param name="cancel">Interrupts; it goes on from there when it is begun again.</param>
    /// <exception cref="StoreUnavailableException">It cannot be copied, or the copy is not as the original.</exception>
    public static Task MigrateStoreAsync(this IServiceProvider services, string source, CancellationToken cancel) => IsPostgres(services)
        ? services.GetRequiredService<StoreCopy>().RunAsync(source, cancel)
        : throw new StoreUnavailableException("--migrate-store: set Storage:Provider to PostgreSql, and Storage:ConnectionString to the database that the store is copied to.");

    /// <summary>EF Core logs an error and then throws it. It is logged where it is caught, once.</summary>
    private static void ErrorsAreTheCallersToLog(WarningsConfigurationBuilder warnings) => warnings.Log(
        (RelationalEventId.CommandError, LogLevel.Debug),
        (RelationalEventId.ConnectionError, LogLevel.Debug),
        (RelationalEventId.TransactionError, LogLevel.Debug),
        (CoreEventId.QueryIterationFailed, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug));

    private static bool IsPostgres(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value.IsPostgres;

    private sealed class Factory<T>(IDbContextFactory<T> contexts) : IDbContextFactory<WebhooksDbContext>
        where T : WebhooksDbContext
    {
        public WebhooksDbContext CreateDbContext() => contexts.CreateDbContext();
    }
}
