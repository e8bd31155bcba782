using Dixa.Webhooks.Admin.Domain;
using Dixa.Webhooks.Admin.Sandbox.Demo;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

public static class SandboxSetup
{
    /// <summary>Registers the sandbox. Its hosted services start only if the configuration enables it.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section);
        services
            .AddSingleton<SandboxAddress>()
            .AddSingleton<SandboxInbox>()
            .AddSingleton<SandboxCommands>()
            .AddSingleton<SandboxReceiver>()
            .AddSingleton<DemoWebhook>()
            .AddSingleton<DemoPlayer>();
        if (configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() is { Enabled: true })
        {
            // In this order, because the demo's webhook needs the sandbox's address.
            services.AddHostedService<SandboxStart>().AddHostedService<DemoStart>();
        }

        return services;
    }

    /// <summary>Maps the receiver if the sandbox is enabled. Anyone can post to it, as to any webhook's endpoint.</summary>
    public static void MapSandbox(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled)
        {
            return;
        }

        var receiver = app.Services.GetRequiredService<SandboxReceiver>();
        app.MapPost(AppRoutes.SandboxReceiver, receiver.ReceiveAsync).AllowAnonymous().ExcludeFromDescription();
        app.Map(AppRoutes.SandboxElsewhere, receiver.FollowedAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
