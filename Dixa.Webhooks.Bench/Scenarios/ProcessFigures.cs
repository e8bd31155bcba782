using System.Globalization;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessFigures
{
    // USER_HZ, which /proc counts in; 100 wherever .NET runs.
    private const double TicksPerSecond = 100;

    /// <summary>What it holds in memory now, in millions of bytes.</summary>
    public static double ResidentMegabytes(int process) => Number($"/proc/{process}/status", "VmRSS:") * 1024.0 / 1_000_000;

    /// <summary>What it has caused to be written to disks.</summary>
    public static long WrittenBytes(int process) => Number($"/proc/{process}/io", "write_bytes:");

    /// <summary>The processor time that it has used.</summary>
    public static double ProcessorSeconds(int process)
    {
        // The second field is the name in brackets and may hold spaces; utime and stime are the 14th and 15th.
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static long Number(string file, string key)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchException("This scenario reads /proc and so needs Linux.");
        }

        var line = File.ReadLines(file).First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
