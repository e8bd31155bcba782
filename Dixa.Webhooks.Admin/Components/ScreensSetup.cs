using Dixa.Webhooks.Admin.Components.Audit;
using Dixa.Webhooks.Admin.Components.Operations;
using Dixa.Webhooks.Admin.Components.Search;
using Dixa.Webhooks.Admin.Components.Shared;
using Dixa.Webhooks.Admin.Components.Webhooks.Deliveries;
using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Sandbox;
using Microsoft.AspNetCore.Diagnostics;
using MudBlazor;
using MudBlazor.Services;

namespace Dixa.Webhooks.Admin.Components;

public static class ScreensSetup
{
    public static IServiceCollection AddScreens(this IServiceCollection services)
    {
        services.AddPageCompression();
        services.AddSingleton<PrerenderedPages>();
        services.AddScoped<DialogDraftLookup>();
        services.AddScoped<WebhookChanger>();
        services.AddScoped<PendingChanger>();
        services.AddRazorComponents().AddInteractiveServerComponents();

        // Not with the __Host- prefix: browsers refuse such cookies over plain HTTP.
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        return services;
    }

    /// <summary>
    /// Adds the pages for errors and unknown URLs. Must run before authentication, so that these pages pass through it when they are re-executed.
    /// Responses under <c>/v1</c> are for programs, so they and responses to form posts are left as they are.
    /// </summary>
    public static void UseScreens(this WebApplication app)
    {
        app.UsePageCompression();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(AppRoutes.Error, createScopeForErrors: true);
        }

        app.UseStatusCodePagesWithReExecute(AppRoutes.NotFound, createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments(AppRoutes.Api);
            }

            return next(context);
        });
        app.Use(StoreErrorPage.InvokeAsync);
    }

    public static void MapScreens(this WebApplication app)
    {
        // By default, when run from a build folder, static assets are read again for each request, barely compressed, and not cached.
        // Only developers who edit them while the application runs need that.
        app.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        app.MapStaticAssets().AllowAnonymous();
        if (app.Services.GetRequiredService<SandboxAddress>().IsEnabled)
        {
            // A person who opens the receiver's URL in a browser wants to see what it received.
            app.MapGet(AppRoutes.SandboxReceiver, () => Results.Redirect($"~{AppRoutes.Sandbox}")).AllowAnonymous().ExcludeFromDescription();
        }

        app.MapAuditExport();
        app.MapSupportBundle();
        app.MapDeliveryExport();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
