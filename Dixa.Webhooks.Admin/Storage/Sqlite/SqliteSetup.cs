using Dixa.Webhooks.Admin.Storage.Backups;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Files;
using Dixa.Webhooks.Admin.Storage.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Storage.Sqlite;

internal static class SqliteSetup
{
    public static IServiceCollection AddSqlite(this IServiceCollection services) => services
        .AddSingleton(provider => StoreFiles.Resolve(provider.GetRequiredService<IOptions<StorageOptions>>().Value, AppContext.BaseDirectory))
        .AddDbContextFactory<SqliteWebhooksContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<StoreFiles>().ConnectionString, sqlite => sqlite.ExecutionStrategy(dependencies => new StoreExecutionStrategy(dependencies)))
            .AddInterceptors(SqlitePragmas.Interceptor, new SqliteTurns(provider.GetRequiredService<SqliteWriteGate>()))
            .ReplaceService<IRelationalTransactionFactory, StoreTransactionFactory>()
            .ConfigureWarnings(StorageSetup.ConfigureWarnings)
            .ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>())
        .AddSingleton<SqliteWriteGate>()
        .AddSingleton<SingleProcess>()
        .AddSingleton<PrivateFiles>()
        .AddSingleton(DiskSpace.OfMachine)
        .AddSingleton<BackupMaker>()
        .AddSingleton<BackupRestorer>()
        .AddSingleton<UpgradeSnapshot>()
        .AddSingleton<SqliteUpgrade>()
        .AddSingleton<SqliteDialect>();
}
