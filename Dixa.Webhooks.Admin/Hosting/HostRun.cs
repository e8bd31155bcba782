namespace Dixa.Webhooks.Admin.Hosting;

/// <summary>Runs the host to its end and says how it ended.</summary>
public static class HostRun
{
    /// <summary>The process ended although nobody asked it to stop. Service managers restart it.</summary>
    public const int StoppedUnasked = 70;

    /// <param name="host">The host to start.</param>
    /// <param name="stop">Whether anybody asked the process to stop.</param>
    /// <param name="report">Receives the cause when nobody did.</param>
    /// <returns>The exit code: 0 only after a stop that was asked for.</returns>
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
            // The request came while the host was starting.
        }
        catch (Exception error) when (Causes(host).Any())
        {
            // A background service that fails while the host is starting shows only as a canceled start.
            failure = error is OperationCanceledException ? null : error;
        }

        if (stop.WasMade)
        {
            return 0;
        }

        var causes = Causes(host).Append(failure).OfType<Exception>().ToList();
        await report(causes.Count > 0
            ? $"Dixa Webhooks stopped because a background service failed.{Environment.NewLine}{string.Join(Environment.NewLine, causes)}"
            : "Dixa Webhooks stopped although it was not asked to. See the log for the cause.");
        return StoppedUnasked;
    }

    /// <summary>The exceptions that ended background services.</summary>
    private static IEnumerable<Exception> Causes(IHost host) => host.Services.GetServices<IHostedService>()
        .OfType<BackgroundService>()
        .Select(service => service.ExecuteTask?.Exception?.GetBaseException())
        .OfType<Exception>();
}
