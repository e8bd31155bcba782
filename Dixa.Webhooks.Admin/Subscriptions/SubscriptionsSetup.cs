using Dixa.Webhooks.Admin.Subscriptions.Queries;

namespace Dixa.Webhooks.Admin.Subscriptions;

public static class SubscriptionsSetup
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<WebhookQueries>()
        .AddSingleton<SecretReads>()
        .AddSingleton<WebhookApiQueries>()
        .AddSingleton<WebhookSearch>()
        .AddSingleton<WebhookCommands>()
        .AddSingleton<AddressChecker>()
        .AddSingleton<TestSender>()
        .AddSingleton<Resender>()
        .AddSingleton<PendingDeliveryCounter>()
        .AddSingleton<PendingDeliveryCommands>()
        .AddSingleton<SignatureVerifier>();
}
