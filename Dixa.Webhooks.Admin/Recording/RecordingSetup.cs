namespace Dixa.Webhooks.Admin.Recording;

/// <summary>The recording stage's registration.</summary>
public static class RecordingSetup
{
    public static IServiceCollection AddRecording(this IServiceCollection services) => services
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<DeliveryHistory>()
        .AddSingleton<AttemptHistory>()
        .AddSingleton<DeliverySearch>()
        .AddSingleton<OutcomeHistory>()
        .AddSingleton<WebhookSearch>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<ActivityHistory>()
        .AddSingleton<DeliveryFeed>();
}
