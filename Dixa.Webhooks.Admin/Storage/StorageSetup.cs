using Dixa.Webhooks.Admin.Storage.Reads;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
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
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<StoreFiles, ILoggerFactory>((keys, files, logging) =>
                keys.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(new DirectoryInfo(files.KeyRing), logging));

        services.AddDbContextFactory<SqliteWebhooksContext>((provider, options) => options
            .UseSqlite(provider.GetRequiredService<StoreFiles>().ConnectionString)
            .AddInterceptors(SqlitePragmas.Interceptor)
            .ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>());
        services.AddSingleton<IDbContextFactory<WebhooksDbContext>, AnyProviderFactory>();
        services.AddSingleton<SingleProcess>();
        services.AddSingleton<SqliteUpgrade>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<DueDeliveries>();

        // Identity's stores ask for the context itself, one for each request.
        services.AddScoped<WebhooksDbContext>(provider => provider.GetRequiredService<IDbContextFactory<SqliteWebhooksContext>>().CreateDbContext());
        return services;
    }

    /// <summary>Takes the store for this process, brings its tables up to this version, and frees what a killed predecessor held.</summary>
    /// <exception cref="StoreUnavailableException">Another process has the database, a folder cannot be made, or the keys are not the database's.</exception>
    public static async Task OpenStoreAsync(this IServiceProvider services)
    {
        StoreFolders.Create(services.GetRequiredService<StoreFiles>());
        services.GetRequiredService<SingleProcess>().Claim();
        await services.GetRequiredService<SqliteUpgrade>().RunAsync();
        await services.GetRequiredService<KeyRing>().TryAsync();
        await services.GetRequiredService<GroupCommit>().CommitAsync(new ReleaseAllLeases());
    }

    private sealed class AnyProviderFactory(IDbContextFactory<SqliteWebhooksContext> sqlite) : IDbContextFactory<WebhooksDbContext>
    {
        public WebhooksDbContext CreateDbContext() => sqlite.CreateDbContext();
    }
}
