namespace Dixa.Webhooks.Admin.Privacy;

/// <summary>Registers the erasure of people.</summary>
public static class PrivacySetup
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services) => services
        .AddSingleton<ErasureSecrets>()
        .AddSingleton<ErasureSignal>()
        .AddSingleton<PersonEraser>()
        .AddSingleton<ErasureRunner>()
        .AddHostedService(provider => provider.GetRequiredService<ErasureRunner>());
}
