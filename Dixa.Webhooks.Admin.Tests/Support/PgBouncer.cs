using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A pooler in front of a PostgreSQL database.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private static readonly InstalledProgram Program = new("pgbouncer", "pgbouncer");

    private readonly ConcurrentQueue<string?> _output = new();
    private readonly Process _process;
    private readonly string _folder;

    private PgBouncer(Process process, string folder, string connection)
    {
        (_process, _folder, Connection) = (process, folder, connection);
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data);
        process.ErrorDataReceived += (_, line) => _output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The connection string through the pooler.</summary>
    public string Connection { get; }

    /// <param name="database">The direct connection string of the database.</param>
    /// <param name="mode"><c>session</c>, <c>transaction</c> or <c>statement</c>.</param>
    /// <param name="poolSize">The number of connections to the server.</param>
    public static async Task<PgBouncer> StartAsync(string database, string mode, int poolSize = 40)
    {
        if (await Program.FindOrInstallAsync() is not { } program)
        {
            Assert.Skip($"There is no PgBouncer. This installs it: {Program.InstallCommand}");
            throw new InvalidOperationException("A skipped test does not continue.");
        }

        var (direct, port, folder) = (new NpgsqlConnectionStringBuilder(database), FreePort.Find(), Directory.CreateTempSubdirectory("dixa-webhooks-pgbouncer-").FullName);
        var settings = Path.Combine(folder, "pgbouncer.ini");
        var users = Path.Combine(folder, "users.txt");
        await File.WriteAllTextAsync(users, $"\"{direct.Username}\" \"\"\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            settings,
            $"""
            [databases]
            * = host={direct.Host} port={direct.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = {mode}
            default_pool_size = {poolSize}
            """,
            TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            // PgBouncer's user must be able to read them. A store that another test opened may have set a umask that forbids this.
            File.SetUnixFileMode(users, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        // PgBouncer refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", program, settings] : [program, settings];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var bouncer = new PgBouncer(process, folder, new NpgsqlConnectionStringBuilder(database) { Port = port }.ConnectionString);
        try
        {
            await Eventually.BecomesTrueAsync(bouncer.AnswersAsync, "PgBouncer answers");
            return bouncer;
        }
        catch
        {
            await bouncer.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process.HasExited)
        {
            // The last output is still being read.
            await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Fail($"PgBouncer ended with {_process.ExitCode} instead of answering:\n{string.Join('\n', _output)}");
        }

        try
        {
            await using var connection = new NpgsqlConnection($"{Connection};Pooling=false");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
