using System.Globalization;
using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>Describes the machine.</summary>
internal static class Machine
{
    private static readonly TimeSpan SampleTime = TimeSpan.FromSeconds(1);

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>Describes the machine and its load before the run, because figures from a busy machine are unreliable.</summary>
    public static async Task<string> LookAsync(CancellationToken cancel)
    {
        var store = new DriveInfo(Path.GetTempPath());
        return $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), {RuntimeInformation.FrameworkDescription}, "
            + $"{Configuration} build, store on {store.DriveFormat}, {await BusyAsync(cancel)} before the run";
    }

    private static async Task<string> BusyAsync(CancellationToken cancel)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "load unknown";
        }

        var (idle, all) = Processors();
        await Task.Delay(SampleTime, cancel);
        var (idleNow, allNow) = Processors();
        return string.Create(CultureInfo.InvariantCulture, $"{1 - ((idleNow - idle) / (allNow - all)):0 %} busy");
    }

    private static (double Idle, double All) Processors()
    {
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(double.Parse).ToArray();
        return (times[3] + times[4], times.Take(8).Sum());
    }
}
