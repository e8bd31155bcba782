using System.ComponentModel;
using System.Diagnostics;

namespace Dixa.Webhooks.Bench.Peer;

/// <summary>A temporary copy of the scripts with the packages that <c>package-lock.json</c> names.</summary>
internal sealed class NodeFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dixa-webhooks-bench-").FullName;

    private NodeFolder()
    {
    }

    /// <exception cref="BenchException">Node.js or npm is not installed, or a package could not be installed.</exception>
    public static async Task<NodeFolder> InstallAsync(CancellationToken cancel)
    {
        var node = new NodeFolder();
        try
        {
            await node.FillAsync(cancel);
            return node;
        }
        catch
        {
            node.Dispose();
            throw;
        }
    }

    /// <summary>How to start a script.</summary>
    public ProcessStartInfo Script(string file, params IEnumerable<(string Key, string Value)> settings)
    {
        var start = new ProcessStartInfo("node", [file]) { WorkingDirectory = _folder };
        start.Environment["NODE_ENV"] = "production";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task FillAsync(CancellationToken cancel)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Peer")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        await RunAsync("node", ["--version"], cancel);

        // Prebuilt parts need no install script.
        await RunAsync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], cancel);
    }

    private async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                throw new BenchException($"{program} failed. {await output}{await errors}");
            }
        }
        catch (Win32Exception error)
        {
            throw new BenchException($"peer needs {program}. Install Node.js 18 or later with npm, for example with the packages nodejs and npm.", error);
        }
    }
}
