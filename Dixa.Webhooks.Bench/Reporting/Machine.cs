using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Bench.Reporting;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    public static string Description { get; } =
        $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture}), {RuntimeInformation.FrameworkDescription}, {Configuration} build";

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif
}
