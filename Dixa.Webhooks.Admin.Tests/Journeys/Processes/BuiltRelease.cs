using System.Diagnostics;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The files of a release. Continuous integration builds them before the tests and names their folder in <c>RELEASE_FOLDER</c>; otherwise they are built here.</summary>
public sealed class BuiltRelease : IAsyncLifetime
{
    public const string Platform = "linux-x64";

    private string? _own;

    public static bool IsForThisMachine => OperatingSystem.IsLinux() && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.X64;

    public string Folder { get; private set; } = "";

    public string Archive => Assert.Single(Directory.GetFiles(Folder, $"*-{Platform}.tar.gz"));

    /// <summary>The folder that the archive contains.</summary>
    public string Name => Path.GetFileName(Archive).Replace(".tar.gz", "", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("RELEASE_FOLDER") is { Length: > 0 } built)
        {
            Folder = built;
        }
        else if (IsForThisMachine)
        {
            _own = TestFolder.Create("dixa-webhooks-release-");
            Folder = Path.Combine(_own, "release");
            await BuildAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            Directory.Delete(_own, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task BuildAsync()
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "deploy", "release.sh"), "--output", Folder, Platform]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (text, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, $"{await text}\n{await errors}");
    }
}
