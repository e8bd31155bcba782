using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Dixa.Webhooks.Bench.Processes;

/// <summary>A library that makes each sync of a file take at least a given time. It is compiled on demand and loaded into the application only.</summary>
internal sealed class SlowSyncs : IDisposable
{
    private const string Source = "slow-syncs.c";
    private const string NoCompiler = "--sync-delay needs a C compiler. Install one that is named cc, for example with the package gcc.";

    private readonly string _folder = Directory.CreateTempSubdirectory("dixa-webhooks-bench-").FullName;

    private SlowSyncs()
    {
    }

    public IEnumerable<(string Key, string Value)> Settings => [("LD_PRELOAD", Library)];

    private string Library => Path.Combine(_folder, "slow-syncs.so");

    /// <exception cref="BenchException">There is no compiler, or the system is not Linux.</exception>
    public static SlowSyncs Compile(int milliseconds)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new BenchException("--sync-delay needs Linux, because it uses LD_PRELOAD.");
        }

        var syncs = new SlowSyncs();
        try
        {
            syncs.Compile(milliseconds * 1_000_000L);
            return syncs;
        }
        catch
        {
            syncs.Dispose();
            throw;
        }
    }

    /// <exception cref="BenchException">The application has not loaded the library.</exception>
    public void ThrowIfMissing(AppProcess app)
    {
        if (!File.ReadAllText($"/proc/{app.Id}/maps").Contains(Library, StringComparison.Ordinal))
        {
            throw new BenchException("The application did not load the library for --sync-delay.");
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Compile(long nanoseconds)
    {
        var source = Path.Combine(_folder, Source);
        using (var text = typeof(SlowSyncs).Assembly.GetManifestResourceStream(Source)!)
        using (var file = File.Create(source))
        {
            text.CopyTo(file);
        }

        try
        {
            using var compiler = Process.Start(new ProcessStartInfo(
                "cc", ["-shared", "-fPIC", "-O2", string.Create(CultureInfo.InvariantCulture, $"-DDELAY_NANOSECONDS={nanoseconds}L"), "-o", Library, source, "-ldl"])
            { RedirectStandardError = true })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new BenchException($"--sync-delay: cc failed. {errors}");
            }
        }
        catch (Win32Exception error)
        {
            throw new BenchException(NoCompiler, error);
        }
    }
}
