using System.Globalization;

namespace Dixa.Webhooks.Bench.Scenarios;

/// <summary>Reads figures of a process from Linux.</summary>
internal static class ProcessFigures
{
    /// <summary>The current resident memory in MB (millions of bytes).</summary>
    public static double ResidentMegabytes(int process) => Number($"/proc/{process}/status", "VmRSS:") * 1024.0 / 1_000_000;

    /// <summary>The bytes that the process caused to be written to disk.</summary>
    public static long WrittenBytes(int process) => Number($"/proc/{process}/io", "write_bytes:");

    private static long Number(string file, string key)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchException("This scenario requires Linux, because it reads /proc.");
        }

        var line = File.ReadLines(file).First(line => line.StartsWith(key, StringComparison.Ordinal));
        return long.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
