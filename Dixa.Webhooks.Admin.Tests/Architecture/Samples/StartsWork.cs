using Microsoft.Extensions.Hosting;

namespace Dixa.Webhooks.Admin.Architecture.Samples;

/// <summary>A hosted service that breaks the rule.</summary>
internal sealed class StartsWork : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() => { }, cancellationToken);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
