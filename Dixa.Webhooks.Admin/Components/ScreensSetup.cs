using MudBlazor;
using MudBlazor.Services;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>The screens' registration and mapping.</summary>
public static class ScreensSetup
{
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        return services;
    }

    /// <summary>Pages for errors and unknown addresses. Stands before authentication, so that these pages pass through it themselves; the API answers in JSON instead.</summary>
    public static void UseScreens(this WebApplication app) => app.UseWhen(
        context => !context.Request.Path.StartsWithSegments("/v1"),
        screens =>
        {
            if (!app.Environment.IsDevelopment())
            {
                screens.UseExceptionHandler(AppUrls.Error, createScopeForErrors: true);
            }

            screens.UseStatusCodePagesWithReExecute(AppUrls.NotFound, createScopeForStatusCodePages: true);
        });

    public static void MapScreens(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
