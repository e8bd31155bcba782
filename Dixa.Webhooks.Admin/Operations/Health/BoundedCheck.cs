using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>
/// A check that fails at its time limit even if what it waits for ignores the limit, such as a database that accepts connections and does not answer. A
/// check that has not ended is not started again. A singleton, because it remembers the last run.
/// </summary>
internal sealed class BoundedCheck<T>(T check) : IHealthCheck
    where T : IHealthCheck
{
    private Task<HealthCheckResult>? _running;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_running is not { IsCompleted: false })
        {
            _running = Task.Run(() => check.CheckHealthAsync(context, cancellationToken), CancellationToken.None);
        }

        return _running.WaitAsync(cancellationToken);
    }
}
