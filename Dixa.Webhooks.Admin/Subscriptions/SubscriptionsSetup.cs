namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The use cases' registration.</summary>
public static class SubscriptionsSetup
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<WebhookQueries>()
        .AddSingleton<WebhookApiQueries>()
        .AddSingleton<WebhookCommands>()
        .AddSingleton<TestSender>()
        .AddSingleton<Resender>()
        .AddSingleton<PendingDeliveryCounter>()
        .AddSingleton<SignatureVerifier>();
}
