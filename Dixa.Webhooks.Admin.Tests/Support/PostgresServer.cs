using System.Diagnostics;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Dixa.Webhooks.Admin.Support;

/// <summary>A PostgreSQL server for the tests, on a free loopback port, in its own folder, and with a user that is allowed to run one.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Template = "template_webhooks";
    private const string Owner = "webhooks";

    // The package's programs are not on the path. Root must not run a server; the package creates a user for it.
    private static readonly InstalledProgram Initdb = new("postgresql", "initdb");
    private static readonly string[] AsItsUser = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--"] : [];

    // Durability does not matter here.
    private static readonly string[] Quick =
        ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "wal_level=minimal", "-c", "max_wal_senders=0", "-c", "max_connections=200", "-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=fatal"];

    private readonly string _programs;
    private readonly string _folder;
    private readonly int _port = FreePort.Find();
    private readonly SemaphoreSlim _copying = new(1);
    private Process? _process;
    private int _databases;

    private PostgresServer(string programs, string folder) => (_programs, _folder) = (programs, folder);

    /// <summary>Starts a server. Skips the test if PostgreSQL is not installed.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        if (await Initdb.FindOrInstallAsync() is not { } initdb)
        {
            Assert.Skip($"There is no PostgreSQL. This installs it: {Initdb.InstallCommand}");
            throw new InvalidOperationException("A skipped test does not continue.");
        }

        var folder = (await RunAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "dixa-webhooks-postgres-XXXXXX"))).Trim();
        var server = new PostgresServer(Path.GetDirectoryName(initdb)!, folder);
        await RunAsync(initdb, "-D", server.Data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.StartAgainAsync();
        await server.MakeTemplateAsync();
        return server;
    }

    /// <summary>Creates a database with this version's tables and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await _copying.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            _copying.Release();
        }

        return ConnectionTo(name);
    }

    public Task DropDatabaseAsync(string connection) => ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>Starts the server again with the same port and data, after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process?.Dispose();
        _process = Launch([Path.Combine(_programs, "postgres"), "-D", Data, "-p", $"{_port}", "-k", _folder, .. Quick]);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.BecomesTrueAsync(AnswersAsync, "PostgreSQL answers", TimeSpan.FromSeconds(60));
    }

    /// <summary>Ends every connection and the server.</summary>
    public async Task StopAsync()
    {
        await RunAsync(Path.Combine(_programs, "pg_ctl"), "-D", Data, "-m", "fast", "-w", "stop");
        await _process!.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await RunAsync(Path.Combine(_programs, "pg_ctl"), "-D", Data, "-m", "immediate", "-w", "stop");
        }

        _process?.Dispose();
        _copying.Dispose();
        await RunAsync("rm", "-r", _folder);
    }

    private string Data => Path.Combine(_folder, "data");

    private string ConnectionTo(string database) => $"Host=127.0.0.1;Port={_port};Username={Owner};Database={database};Maximum Pool Size=40";

    private async Task MakeTemplateAsync()
    {
        await ExecuteAsync($"CREATE DATABASE {Template}");
        var options = new DbContextOptionsBuilder<PostgresWebhooksContext>().UseNpgsql($"{ConnectionTo(Template)};Pooling=false").Options;
        await using var context = new PostgresWebhooksContext(options, new EphemeralDataProtectionProvider());
        await context.Database.MigrateAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_process!.HasExited)
        {
            Assert.Fail($"PostgreSQL ended with {_process.ExitCode} instead of answering.");
        }

        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionTo("postgres")};Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // The names are the tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> RunAsync(params string[] command)
    {
        using var process = Launch(command);
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output[0] : throw new InvalidOperationException($"{string.Join(' ', command)}: {string.Join('\n', output)}");
    }

    private static Process Launch(string[] command)
    {
        string[] whole = [.. AsItsUser, .. command];
        return Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
    }
}

/// <summary>The server that all tests share, each with its own database. It is started on first use and stopped after the last test.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgresServer>> Running = new(PostgresServer.StartAsync);

    public static Task<PostgresServer> Server => Running.Value;

    public async ValueTask DisposeAsync()
    {
        if (Running is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Running.Value).DisposeAsync();
        }
    }
}
