namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Runs the host until it stops and returns the exit code.</summary>
public static class HostRun
{
    /// <summary>Exit code for an unexpected stop. Service managers restart the process.</summary>
    public const int StoppedUnasked = 70;

    /// <summary>
    /// Starts the host and waits until it stops. Returns 0 only after a requested stop; otherwise <paramref name="report"/> receives the cause.
    /// </summary>
    public static async Task<int> RunAsync(IHost host, StopRequest stop, Func<string, Task> report)
    {
        Exception? failure = null;
        try
        {
            await host.StartAsync();
            await host.WaitForShutdownAsync();
        }
        catch (OperationCanceledException) when (stop.WasMade)
        {
            // The stop was requested while the host was starting.
        }
        catch (Exception error) when (Causes(host).Any())
        {
            // A background service that fails while the host is starting shows up only as a cancelled start.
            failure = error is OperationCanceledException ? null : error;
        }

        if (stop.WasMade)
        {
            return 0;
        }

        var causes = Causes(host).Append(failure).OfType<Exception>().ToList();
        await report(causes.Count > 0
            ? $"Dixa Webhooks stopped because a background service failed.{Environment.NewLine}{string.Join(Environment.NewLine, causes)}"
            : "Dixa Webhooks stopped unexpectedly. See the log for the cause.");
        return StoppedUnasked;
    }

    /// <summary>The exceptions that stopped background services.</summary>
    private static IEnumerable<Exception> Causes(IHost host) => host.Services.GetServices<IHostedService>()
        .OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.GetBaseException())
        .OfType<Exception>();
}
