namespace Dixa.Webhooks.Admin.Subscriptions;

/// <summary>The use cases' registration.</summary>
public static class SubscriptionsSetup
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<WebhookReads>()
        .AddSingleton<WebhookRecords>()
        .AddSingleton<WebhookChanges>()
        .AddSingleton<TestSends>()
        .AddSingleton<Resends>()
        .AddSingleton<PendingDeliveries>()
        .AddSingleton<SignatureChecks>();
}
