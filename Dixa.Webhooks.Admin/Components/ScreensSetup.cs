namespace Dixa.Webhooks.Admin.Components;

/// <summary>The screens' registration and mapping.</summary>
public static class ScreensSetup
{
    public static IServiceCollection AddScreens(this IServiceCollection services) => services;

    public static void MapScreens(this WebApplication app)
    {
    }
}
