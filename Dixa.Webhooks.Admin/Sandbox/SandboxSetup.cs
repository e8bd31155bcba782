using Dixa.Webhooks.Admin.Sandbox.Demo;
using Microsoft.Extensions.Options;

namespace Dixa.Webhooks.Admin.Sandbox;

/// <summary>The sandbox's registration and mapping.</summary>
public static class SandboxSetup
{
    /// <param name="services">The application's.</param>
    /// <param name="configuration">Says whether there is a sandbox; without one nothing of it starts.</param>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>().BindConfiguration(SandboxOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddSingleton<SandboxAddress>()
            .AddSingleton<SandboxInbox>()
            .AddSingleton<SandboxControls>()
            .AddSingleton<SandboxReceiver>()
            .AddSingleton<DemoWebhook>()
            .AddSingleton<DemoPlayer>();
        if (configuration.GetSection(SandboxOptions.Section).Get<SandboxOptions>() is { Enabled: true })
        {
            // In this order: the demo's webhook needs the address.
            services.AddHostedService<SandboxStart>().AddHostedService<DemoStart>();
        }

        return services;
    }

    /// <summary>Maps the receiver, when there is to be one. Anybody may post to it, as to any webhook's endpoint.</summary>
    public static void MapSandbox(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled)
        {
            return;
        }

        var receiver = app.Services.GetRequiredService<SandboxReceiver>();
        app.MapPost(SandboxReceiver.Path, receiver.ReceiveAsync).AllowAnonymous().ExcludeFromDescription();
        app.Map(SandboxReceiver.ElsewherePath, receiver.FollowedAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
