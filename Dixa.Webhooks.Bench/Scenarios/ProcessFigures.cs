using System.Globalization;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>What Linux says of a process.</summary>
internal static class ProcessFigures
{
    /// <summary>What it holds in memory now, in millions of bytes.</summary>
    public static double ResidentMegabytes(int process) => Number($"/proc/{process}/status", "VmRSS:") * 1024.0 / 1_000_000;

    /// <summary>What it has caused to be written to disks.</summary>
    public static long WrittenBytes(int process) => Number($"/proc/{process}/io", "write_bytes:");

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
