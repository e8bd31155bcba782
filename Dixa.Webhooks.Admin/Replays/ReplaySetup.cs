using Dixa.Webhooks.Admin.BulkActions;

namespace Dixa.Webhooks.Admin.Replays;

/// <summary>Registers the sending of missed events.</summary>
public static class ReplaySetup
{
    public static IServiceCollection AddReplays(this IServiceCollection services) => services
        .AddSingleton<Replayer>()
        .AddSingleton<ReplayQueries>()
        .AddSingleton<IBulkActionHandler, ReplayHandler>();
}
