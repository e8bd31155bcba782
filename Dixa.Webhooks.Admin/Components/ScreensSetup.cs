using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Diagnostics;
using MudBlazor;
using MudBlazor.Services;

namespace Dixa.Webhooks.Admin.Components;

/// <summary>The screens' registration and mapping.</summary>
public static class ScreensSetup
{
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddPageCompression();
        services.AddScoped<DialogDrafts>();
        services.AddRazorComponents().AddInteractiveServerComponents();

        // Without the prefix __Host-, which browsers refuse over plain http.
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        return services;
    }

    /// <summary>
    /// Pages for errors and unknown addresses. Stands before authentication, so that these pages pass through it themselves.
    /// Answers under <c>/v1</c> stay as they are, since their readers are programs, and so do answers to posted forms.
    /// </summary>
    public static void UseScreens(this WebApplication app)
    {
        app.UsePageCompression();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(AppUrls.Error, createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute(AppUrls.NotFound, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/v1");
            }

            return next(context);
        });
        app.Use(StoreErrorPage.InvokeAsync);
    }

    public static void MapScreens(this WebApplication app)
    {
        // By default, a build folder's assets are read again for each request, sent without effective compression, and not cached.
        // Only those who edit them while the application runs need that.
        app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        app.MapStaticAssets().AllowAnonymous();
        if (app.Services.GetRequiredService<SandboxAddress>().IsEnabled)
        {
            // Whoever opens the receiver's address wants to see what it received.
            app.MapGet(SandboxReceiver.Path, () => Results.Redirect(AppUrls.Sandbox)).AllowAnonymous().ExcludeFromDescription();
        }

        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
