using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Dixa.Webhooks.Admin.Domain.Audit;
using Dixa.Webhooks.Admin.Support;
using Microsoft.Data.Sqlite;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>The commands that make and restore a backup, next to the application that uses the store.</summary>
public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task During_a_load_a_backup_ends_and_contains_every_event_that_was_accepted_before_it_began()
    {
        await using var receiver = await EventReceiver.StartAsync();
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url));
        var accepted = new ConcurrentBag<Guid>();
        using var stop = new CancellationTokenSource();
        var publishers = Enumerable.Range(0, 4).Select(_ => PublishAsync(app, accepted, stop.Token)).ToList();
        await Eventually.BecomesTrueAsync(() => accepted.Count > 2_000, "2,000 events are accepted", TimeSpan.FromSeconds(60));
        var before = accepted.ToList();
        var archive = Path.Combine(app.Folder, "backup.tar.gz");

        var (exitCode, output, error) = await app.RunCommandAsync("--backup", archive);
        var during = accepted.Count - before.Count;
        await stop.CancelAsync();
        await Task.WhenAll(publishers);

        Assert.True(exitCode == 0, output + error);
        Assert.Matches(@"Made the backup .*backup\.tar\.gz \([0-9.]+ [KM]B\) in [0-9.]+ s, and checked its database\.\nIt contains the keys, so anyone who has it can read every secret\.", output);
        Assert.NotEqual(0, during);
        app.KillHard();
        await RestoreAsync(app, archive);
        var restored = (await app.ReadAsync("SELECT event_id FROM events", row => row.GetUuid(0))).ToHashSet();
        Assert.Empty(before.Except(restored));
    }

    [Fact]
    public async Task A_restored_store_sends_what_was_pending_and_can_read_its_secrets()
    {
        await using var receiver = await EventReceiver.StartAsync();
        var webhook = Guid.Empty;
        await using var app = await AppProcess.StartAsync(async store => webhook = await store.CreateWebhookAsync(draft => draft.Url = receiver.Url), ("Dispatch:LaneConcurrency", "1"));
        using var created = await app.Api.GetAsync($"/v1/webhooks/{webhook}", Cancel);
        var secret = await created.Content.ReadAsStringAsync(Cancel);
        receiver.Hold();
        var ids = await app.PublishAsync(50);
        var archive = Path.Combine(app.Folder, "backup.tar.gz");

        var refused = await app.RunCommandAsync("--restore", archive);
        Assert.Equal((0, 1), ((await app.RunCommandAsync("--backup", archive)).ExitCode, refused.ExitCode));
        Assert.Single(await app.ReadAsync($"SELECT 1 FROM audit WHERE action = {AuditAction.BackupMade:D}", row => row.GetInt32(0)));
        var running = await app.RunCommandAsync("--restore", archive);
        Assert.Equal((1, $"--restore: Another process uses the database {app.Database}. Stop that process, or set Storage:ConnectionString to another database."), (running.ExitCode, running.Error.Trim()));

        // The machine is lost with its database and keys.
        app.KillHard();
        Directory.Delete(Path.Combine(app.Folder, "keys"), recursive: true);
        foreach (var file in Directory.GetFiles(app.Folder, "webhooks.db*"))
        {
            File.Delete(file);
        }

        var output = await RestoreAsync(app, archive);
        Assert.Contains("1 webhooks, 50 events, 50 deliveries.", output, StringComparison.Ordinal);
        receiver.Release();
        await app.StartAgainAsync();
        await app.SettlesAsync(TimeSpan.FromSeconds(60));

        Assert.All(ids, id => Assert.NotEqual(0, receiver.Arrivals(id)));
        using var read = await app.Api.GetAsync($"/v1/webhooks/{webhook}", Cancel);
        Assert.Equal(secret, await read.Content.ReadAsStringAsync(Cancel));
        await Eventually.BecomesTrueAsync(async () => (await app.ReadAsync($"SELECT 1 FROM audit WHERE action = {AuditAction.StoreRestored:D}", row => row.GetInt32(0))).Count == 1, "the restore is in the audit log");
        Assert.Equal(0, (await app.RunCommandAsync("--verify-audit")).ExitCode);
    }

    [Fact]
    public async Task A_nightly_backup_is_made_by_the_running_application()
    {
        await using var app = await AppProcess.StartAsync(("Backup:Folder", "{folder}/nightly"), ("Backup:At", "02:30"));
        await Eventually.BecomesTrueAsync(() => app.Output.Contains("Made the nightly backup", StringComparison.Ordinal), "a nightly backup", TimeSpan.FromSeconds(60));

        var backup = Assert.Single(Directory.GetFileSystemEntries(Path.Combine(app.Folder, "nightly")));
        app.KillHard();
        await RestoreAsync(app, backup);
        await app.StartAgainAsync();
    }

    [Fact]
    public async Task While_the_keys_are_lost_the_command_fails_and_creates_none()
    {
        await using var app = await AppProcess.StartAsync();
        var (keys, earlier, archive) = (Path.Combine(app.Folder, "keys"), Path.Combine(app.Folder, "earlier.tar.gz"), Path.Combine(app.Folder, "backup.tar.gz"));
        Assert.Equal(0, (await app.RunCommandAsync("--backup", earlier)).ExitCode);
        Directory.Move(keys, Path.Combine(app.Folder, "lost"));

        var (exitCode, output, error) = await app.RunCommandAsync("--backup", archive);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal($"--backup: There are no keys in {keys}, so nobody could read the secrets in this backup. Restore the keys from an earlier backup: tar -xzf BACKUP -C {app.Folder} keys", error.Trim());
        Assert.False(File.Exists(archive) || Directory.Exists(keys));

        await RunAsync(app.Folder, error[error.IndexOf("tar -xzf", StringComparison.Ordinal)..].Replace("BACKUP", earlier, StringComparison.Ordinal));
        Assert.Equal(0, (await app.RunCommandAsync("--backup", archive)).ExitCode);
    }

    [Fact]
    public async Task What_root_creates_belongs_to_the_owner_of_the_store_so_that_the_service_can_use_it()
    {
        await using var app = await AppProcess.StartAsync(store => store.CreateWebhookAsync());
        await app.StopCleanlyAsync();
        var backups = Directory.CreateDirectory(Path.Combine(app.Folder, "backups")).FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(app.Folder, $"chown -R 65534:65534 {app.Folder}");
        }

        var owner = await OwnersAsync(app.Folder);
        var archive = Path.Combine(backups, "backup.tar.gz");
        var backup = await app.RunCommandAsync("--backup", archive);
        Assert.True(backup.ExitCode == 0, backup.Error);
        Assert.True(File.Exists($"{app.Database}.backups.json"));
        Assert.Equal(owner, await OwnersAsync(app.Folder));

        foreach (var file in Directory.GetFiles(app.Folder, "webhooks.db*"))
        {
            File.Delete(file);
        }

        Directory.Delete(Path.Combine(app.Folder, "keys"), recursive: true);
        await RestoreAsync(app, archive);
        Assert.Equal(owner, await OwnersAsync(app.Folder));

        // Again, next to a store, which is kept.
        await RestoreAsync(app, archive);
        Assert.Equal(0, (await app.RunCommandAsync("--verify-audit")).ExitCode);
        Assert.Equal(owner, await OwnersAsync(app.Folder));
    }

    [Fact]
    public async Task After_a_restore_the_commands_that_only_read_work_before_the_next_start()
    {
        await using var app = await AppProcess.StartAsync();
        var archive = Path.Combine(app.Folder, "backup.tar.gz");
        Assert.Equal(0, (await app.RunCommandAsync("--backup", archive)).ExitCode);
        app.KillHard();
        File.Delete($"{app.Database}.lock");
        await RestoreAsync(app, archive);

        var (doctor, findings, _) = await app.RunCommandAsync("doctor");
        var (audit, output, error) = await app.RunCommandAsync("--verify-audit");

        Assert.Equal((0, 0), (doctor, audit));
        Assert.Matches($@"(?m)^ok       store +The database {app.Database} can be read", findings);
        Assert.Matches(@"The audit log is intact: rows 1 to \d+\.", output + error);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode($"{app.Database}.lock"));
        }
    }

    [Fact]
    public async Task With_PostgreSQL_both_commands_say_which_tools_to_use()
    {
        var database = await (await SharedPostgres.Server).CreateDatabaseAsync();
        await using var app = await AppProcess.PrepareAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", $"{database};Password=hidden"));
        var target = new Npgsql.NpgsqlConnectionStringBuilder(database);

        var backup = await app.RunCommandAsync("--backup", "backup.tar.gz");
        var restore = await app.RunCommandAsync("--restore", "backup.tar.gz");
        var nightly = await app.RunCommandAsync("--backup", "backup.tar.gz", "--Backup:Folder=nightly");

        Assert.Equal(
            (1, $"--backup: Back up PostgreSQL with its own tools, for example: pg_dump --format=custom --file=webhooks.dump \"host=127.0.0.1 port={target.Port} dbname={target.Database} user=webhooks\". The dump contains the keys."),
            (backup.ExitCode, backup.Error.Trim()));
        Assert.Equal(1, restore.ExitCode);
        Assert.StartsWith("--restore: Stop all processes, and restore PostgreSQL with its own tools into an empty database, for example: pg_restore --no-owner --dbname=\"host=127.0.0.1", restore.Error, StringComparison.Ordinal);
        Assert.Contains("Backup:Folder must be empty if Storage:Provider is PostgreSql.", nightly.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", backup.Error + restore.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_PostgreSQL_the_tools_work_as_printed()
    {
        var server = await SharedPostgres.Server;
        var (database, empty) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        await using var app = await AppProcess.PrepareAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));
        var webhook = Guid.Empty;
        await using (var store = await TestStore.OpenAtAsync(app.Folder, database))
        {
            webhook = await store.CreateWebhookAsync();
        }

        await ExecuteAsync(empty, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        await RunAsync(app.Folder, Command((await app.RunCommandAsync("--backup", "backup.tar.gz")).Error));
        var (source, target) = (new Npgsql.NpgsqlConnectionStringBuilder(database).Database!, new Npgsql.NpgsqlConnectionStringBuilder(empty).Database!);
        await RunAsync(app.Folder, Command((await app.RunCommandAsync("--restore", "backup.tar.gz")).Error).Replace($"dbname={source} ", $"dbname={target} ", StringComparison.Ordinal));

        await using var restored = await TestStore.OpenAtAsync(app.Folder, empty);
        Assert.NotEmpty((await restored.WebhookAsync(webhook)).Secret.Reveal());
    }

    /// <summary>The command in a message.</summary>
    private static string Command(string message)
    {
        var start = message.IndexOf("example: ", StringComparison.Ordinal) + "example: ".Length;
        return message[start..message.IndexOf(". The dump", StringComparison.Ordinal)];
    }

    /// <summary>The owners of a folder and all that is in it.</summary>
    private static async Task<string> OwnersAsync(string folder) => await RunAsync(folder, $"find {folder} -printf '%U:%G\\n' | sort -u");

    private static async Task<string> RunAsync(string folder, string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(Cancel), shell.StandardError.ReadToEndAsync(Cancel));
        await shell.WaitForExitAsync(Cancel);
        Assert.True(shell.ExitCode == 0, $"{command}\n{await errors}");
        return await output;
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100 // The test's own.
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<string> RestoreAsync(AppProcess app, string archive)
    {
        using (var pooled = new SqliteConnection($"Data Source={app.Database}"))
        {
            SqliteConnection.ClearPool(pooled);
        }

        var (exitCode, output, error) = await app.RunCommandAsync("--restore", archive);
        Assert.True(exitCode == 0, output + error);
        return output;
    }

    private static async Task PublishAsync(AppProcess app, ConcurrentBag<Guid> accepted, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (ids, body) = Publishing.Events(20);
            using var response = await app.PostEventsAsync(body);
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
            foreach (var id in ids)
            {
                accepted.Add(id);
            }
        }
    }
}
