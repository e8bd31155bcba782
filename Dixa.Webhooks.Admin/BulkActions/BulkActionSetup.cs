using Dixa.Webhooks.Admin.BulkActions.Deliveries;

namespace Dixa.Webhooks.Admin.BulkActions;

/// <summary>Registers the bulk actions. Each kind adds an <see cref="IBulkActionHandler"/>.</summary>
public static class BulkActionSetup
{
    public static IServiceCollection AddBulkActions(this IServiceCollection services) => services
        .AddSingleton<BulkActionSignal>()
        .AddSingleton<DeliveryPlanner>()
        .AddSingleton<DeliveryActionStarter>()
        .AddSingleton<IBulkActionHandler, ResendHandler>()
        .AddSingleton<IBulkActionHandler, CancelHandler>()
        .AddSingleton<BulkActionStore>()
        .AddSingleton<BulkActionQueries>()
        .AddSingleton<BulkActionCommands>()
        .AddSingleton<BulkActionRunner>()
        .AddHostedService(provider => provider.GetRequiredService<BulkActionRunner>());
}
