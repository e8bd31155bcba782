using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Dixa.Webhooks.Admin.Support;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>
/// The systemd unit in <c>deploy</c>. There is no systemd here that could start it, so a test applies what the unit restricts in other ways:
/// the same filter of system calls, no capabilities, a read-only system, and a <c>/proc</c> without other processes.
/// </summary>
public sealed partial class ServiceUnitTests
{
    /// <summary>A program that allows only these system calls to the program that it becomes, like systemd.</summary>
    private const string Filter = """
        #include <errno.h>
        #include <linux/filter.h>
        #include <linux/seccomp.h>
        #include <stddef.h>
        #include <stdlib.h>
        #include <sys/prctl.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        static const int allowed[] = {
        ALLOWED
        };
        int main(int argc, char **argv) {
          int n = sizeof allowed / sizeof *allowed, i = 0;
          struct sock_filter *filter = calloc(2 * n + 2, sizeof *filter);
          filter[i++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
          for (int k = 0; k < n; k++) {
            filter[i++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, allowed[k], 0, 1);
            filter[i++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
          }
          filter[i++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
          struct sock_fprog program = { i, filter };
          if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 120;
          execvp(argv[1], argv + 1);
          return 121;
        }
        """;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);
    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");
    private static readonly InstalledProgram Analyze = new("systemd", "systemd-analyze");
    private static readonly InstalledProgram Compiler = new("gcc", "cc", "gcc");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_exposure_of_the_service_is_low()
    {
        var (code, output) = await RunAsync(await AnalyzeAsync(), "security", "--offline=true", "--no-pager", "--threshold=20", Path.Combine(Deploy, "dixa-webhooks.service"));

        Assert.True(code == 0, output);
        var exposure = double.Parse(Exposure().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(exposure, 0.1, 2.0);
    }

    [Fact]
    public async Task Systemd_finds_no_mistake_in_the_unit_and_its_secrets()
    {
        var folder = TestFolder.Create("dixa-webhooks-unit-");
        try
        {
            // The program is not installed here.
            var unit = (await File.ReadAllTextAsync(Path.Combine(Deploy, "dixa-webhooks.service"), Cancel)).Replace("/opt/dixa-webhooks/dixa-webhooks\n", "/bin/true\n", StringComparison.Ordinal);
            Assert.Contains("ExecStart=/bin/true", unit, StringComparison.Ordinal);
            Directory.CreateDirectory(Path.Combine(folder, "dixa-webhooks.service.d"));
            await File.WriteAllTextAsync(Path.Combine(folder, "dixa-webhooks.service"), unit, Cancel);
            File.Copy(Path.Combine(Deploy, "secrets.conf"), Path.Combine(folder, "dixa-webhooks.service.d", "secrets.conf"));

            var (code, output) = await RunAsync(await AnalyzeAsync(), "verify", "--man=no", Path.Combine(folder, "dixa-webhooks.service"));

            Assert.Equal((0, ""), (code, output.Trim()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_application_runs_with_the_restrictions_of_the_unit_and_reports_to_systemd()
    {
        var systemd = await AnalyzeAsync();
        var compiler = await Compiler.FindOrInstallAsync();
        Assert.SkipUnless(compiler is not null, $"There is no C compiler. This installs it: {Compiler.InstallCommand}");
        await using var app = await AppProcess.PrepareAsync();
        await BuildFilterAsync(compiler!, app.Folder, await AllowedCallsAsync(systemd));
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(Path.Combine(app.Folder, "notify")));
        using var process = await StartAsync(app);
        try
        {
            var reports = new List<string>();
            await ReceiveAsync(manager, process, reports, "READY=1");
            await app.PublishAsync(1);
            await ReceiveAsync(manager, process, reports, "WATCHDOG=1");

            Assert.Equal(0, (await RunAsync("/bin/sh", "-c", $"kill -TERM {process.Id}")).ExitCode);
            await ReceiveAsync(manager, process, reports, "STOPPING=1");
            await process.WaitForExitAsync(Cancel);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Receives reports of the process until one of them is the expected one.</summary>
    private static async Task ReceiveAsync(Socket manager, Process process, List<string> reports, string expected)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(StartDeadline);
        var buffer = new byte[4096];
        do
        {
            var waiting = manager.ReceiveAsync(buffer, deadline.Token).AsTask();
            if (await Task.WhenAny(waiting, process.WaitForExitAsync(Cancel)) != waiting && !waiting.IsCompleted)
            {
                Assert.Fail($"The process ended with {process.ExitCode} and without {expected}:\n{await process.StandardError.ReadToEndAsync(Cancel)}");
            }

            reports.Add(Encoding.UTF8.GetString(buffer, 0, await waiting));
        }
        while (reports[^1] != expected);
    }

    private static async Task<Process> StartAsync(AppProcess app)
    {
        IEnumerable<string> command = [Path.Combine(app.Folder, "filter"), DotnetHost.Path, "exec", AppStart.Dll()];
        if (Environment.IsPrivilegedProcess)
        {
            command = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", .. command];
        }

        // A container may not allow namespaces. Then the rest of the restrictions is tested.
        const string Mounts = "mount --bind \"$1\" \"$1\" && mount -o remount,bind,ro / && mount -t proc -o subset=pid,hidepid=invisible proc /proc";
        if (Environment.IsPrivilegedProcess && (await RunAsync("unshare", "--mount", "/bin/sh", "-c", Mounts, "sh", app.Folder)).ExitCode == 0)
        {
            command = ["unshare", "--mount", "/bin/sh", "-c", $"{Mounts} && shift && exec \"$@\"", "sh", app.Folder, .. command];
        }

        var process = new Process
        {
            StartInfo = AppStart.Info(command, app.Folder,
            [
                ("Urls", app.Address.GetLeftPart(UriPartial.Authority)),
                ("Storage:ConnectionString", $"Data Source={app.Database}"),
                ("Api:BootstrapToken", TestApp.ApiToken),
                ("NOTIFY_SOCKET", Path.Combine(app.Folder, "notify")),
                ("WATCHDOG_USEC", "1000000"),

                // In place of PrivateTmp=. Keys are written to a temporary file first.
                ("TMPDIR", app.Folder),
                ("DOTNET_EnableDiagnostics", "0"),
            ]),
        };
        process.Start();
        return process;
    }

    private static async Task BuildFilterAsync(string compiler, string folder, IEnumerable<string> calls)
    {
        var source = Path.Combine(folder, "filter.c");
        await File.WriteAllTextAsync(source, Filter.Replace("ALLOWED", string.Concat(calls.Select(call => $"#ifdef __NR_{call}\n__NR_{call},\n#endif\n")), StringComparison.Ordinal), Cancel);
        var (code, output) = await RunAsync(compiler, "-o", Path.Combine(folder, "filter"), source);
        Assert.True(code == 0, output);
    }

    /// <summary>What the lines <c>SystemCallFilter=</c> of the unit allow, in their order.</summary>
    private static async Task<IReadOnlySet<string>> AllowedCallsAsync(string systemd)
    {
        var allowed = new HashSet<string>();
        foreach (Match line in FilterLine().Matches(await File.ReadAllTextAsync(Path.Combine(Deploy, "dixa-webhooks.service"), Cancel)))
        {
            foreach (var name in line.Groups["names"].Value.Split(' '))
            {
                var calls = await ExpandAsync(systemd, name);
                if (line.Groups["denied"].Success)
                {
                    allowed.ExceptWith(calls);
                }
                else
                {
                    allowed.UnionWith(calls);
                }
            }
        }

        Assert.Contains("openat", allowed);
        Assert.DoesNotContain("mount", allowed);
        return allowed;
    }

    private static async Task<IReadOnlyList<string>> ExpandAsync(string systemd, string name)
    {
        if (!name.StartsWith('@'))
        {
            return [name];
        }

        var (code, output) = await RunAsync(systemd, "syscall-filter", "--no-pager", name);
        Assert.True(code == 0, output);
        var calls = new List<string>();
        foreach (var line in output.Split('\n').Skip(1).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
        {
            calls.AddRange(await ExpandAsync(systemd, line));
        }

        return calls;
    }

    private static async Task<string> AnalyzeAsync()
    {
        var program = await Analyze.FindOrInstallAsync();
        Assert.SkipUnless(program is not null, $"systemd-analyze is not installed. This installs it: {Analyze.InstallCommand}");
        return program!;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex(@"Overall exposure level for dixa-webhooks\.service: ([0-9.]+)")]
    private static partial Regex Exposure();

    [GeneratedRegex("^SystemCallFilter=(?<denied>~)?(?<names>.+)$", RegexOptions.Multiline)]
    private static partial Regex FilterLine();
}
