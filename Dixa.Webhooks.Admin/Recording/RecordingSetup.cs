using Dixa.Webhooks.Admin.Recording.Finding;

namespace Dixa.Webhooks.Admin.Recording;

public static class RecordingSetup
{
    public static IServiceCollection AddRecording(this IServiceCollection services) => services
        .AddSingleton<AttemptRecorder>()
        .AddSingleton<AttemptCounter>()
        .AddSingleton<DeliveryHistory>()
        .AddSingleton<AttemptHistory>()
        .AddSingleton<DeliverySearch>()
        .AddSingleton<DeliveryFinder>()
        .AddSingleton<EventFinder>()
        .AddSingleton<PayloadSearch>()
        .AddSingleton<DeliveryExport>()
        .AddSingleton<OutcomeHistory>()
        .AddSingleton<FailingQueries>()
        .AddSingleton<DeliveryLog>()
        .AddSingleton<DeliveryFeed>();
}
