using Dixa.Webhooks.Admin.Storage.Copying;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

internal static class PostgresSetup
{
    public static IServiceCollection AddPostgres(this IServiceCollection services) => services
        .AddDbContextFactory<PostgresWebhooksContext>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<PostgresSource>().Connections, npgsql => npgsql.ExecutionStrategy(dependencies => new StoreExecutionStrategy(dependencies)))
            .ReplaceService<IRelationalTransactionFactory, StoreTransactionFactory>()
            .ConfigureWarnings(StorageSetup.ConfigureWarnings)
            .ReplaceService<IModelCacheKeyFactory, ProtectorModelKey>())
        .AddSingleton<PostgresSource>()
        .AddSingleton(provider => new PostgresPresence(
            provider.GetRequiredService<PostgresSource>(),
            new(provider.GetRequiredService<IDbContextFactory<PostgresWebhooksContext>>),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgresPresence>>()))
        .AddSingleton<PostgresDialect>()
        .AddSingleton<PostgresLanes>()
        .AddSingleton<PostgresJobs>()
        .AddSingleton<StoreCopy>()
        .AddHostedService<PostgresSignals>();
}
