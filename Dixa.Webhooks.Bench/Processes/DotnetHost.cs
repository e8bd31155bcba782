using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>The dotnet host of this program, so that every process of a run uses the same runtime.</summary>
internal static class DotnetHost
{
    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
