namespace Dixa.Webhooks.Admin.Recording;

public static class RecordingSetup
{
    public static IServiceCollection AddRecording(this IServiceCollection services) => services
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<AttemptCounter>()
        .AddSingleton<DeliveryHistory>()
        .AddSingleton<AttemptHistory>()
        .AddSingleton<DeliverySearch>()
        .AddSingleton<OutcomeHistory>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<DeliveryFeed>();
}
