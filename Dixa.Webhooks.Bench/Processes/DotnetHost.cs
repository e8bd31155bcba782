using System.Runtime.InteropServices;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>The dotnet host of this program, so that every process that it starts uses the same runtime. The tests use this file too.</summary>
internal static class DotnetHost
{
    public static string Path { get; } = System.IO.Path.GetFullPath(
        System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
