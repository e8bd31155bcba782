using Dixa.Webhooks.Admin.Dispatch;
using Dixa.Webhooks.Admin.Storage.Writes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>Whether this process can renew its leases, tried with the lane of a webhook that does not exist.</summary>
internal sealed class LeasesCheck(GroupCommit writer, NodeIdentity process, TimeProvider time) : IHealthCheck
{
    private Task? _renewal;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_renewal is not { IsCompleted: false })
        {
            var now = time.GetUtcNow();
            _renewal = writer.CommitAsync(new LeaseLane(Guid.Empty, process.Id, now, now));
        }

        await _renewal.WaitAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
