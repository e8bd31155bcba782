using System.Diagnostics;
using System.Globalization;
using Dixa.Webhooks.Admin.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>
/// The upgrade of an old SQLite store, killed at random moments: while its snapshot is made, and while its tables are rebuilt. With the environment variables
/// <c>UPGRADE_ROWS</c> and <c>UPGRADE_KILLS</c> it runs with more deliveries and more kills, and prints what it did.
/// </summary>
public sealed class UpgradeKillTests(ITestOutputHelper output)
{
    // The last version before the one that rebuilds every large table.
    private const string Earlier = "DisabledLastAnswer";
    private const string Webhook = "8B2E06E2-EAC6-4A4F-9C90-01A20F159E95";

    private static readonly int Rows = Number("UPGRADE_ROWS", 4_000);
    private static readonly int Kills = Number("UPGRADE_KILLS", 4);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_upgrade_breaks_no_store_and_the_next_start_completes_it()
    {
        await using var app = await AppProcess.PrepareAsync();
        var earlier = await CreateAsync(app);
        var took = await UpgradeAsync(app, earlier);
        output.WriteLine($"{Rows:N0} deliveries: one upgrade takes {took.TotalSeconds:0.0} s from its first line to the first answer; {new FileInfo(earlier).Length >> 20} MB before.");

        var (duringSnapshot, duringMigration, resumed) = (0, 0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            // An upgrade that was killed is continued, until one ends.
            var phase = await KillAsync(app, Random.Shared.NextDouble() * took);
            await IsSoundAsync(app);
            (duringSnapshot, duringMigration) = phase switch
            {
                Phase.Snapshot => (duringSnapshot + 1, duringMigration),
                _ => (duringSnapshot, duringMigration + 1),
            };
            if (phase is Phase.Completed || kill % 3 == 2)
            {
                await app.StartAgainAsync();
                await IsCompleteAsync(app);
                Replace(app, earlier);
            }
            else
            {
                resumed++;
            }
        }

        await app.StartAgainAsync();
        await IsCompleteAsync(app);
        output.WriteLine($"{Kills} kills ({duringSnapshot} during the snapshot, {duringMigration} later), {resumed} of them continued by the next kill: 0 broken stores.");
    }

    private enum Phase
    {
        Snapshot,
        Migration,
        Completed,
    }

    private static int Number(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>Creates the database of the earlier version, and returns the path of a copy of it.</summary>
    private static async Task<string> CreateAsync(AppProcess app)
    {
        string Seal(DbContext context, string text) => ((Storage.WebhooksDbContext)context).Protection.CreateProtector("Dixa.Webhooks.Admin.Storage.Secrets").Protect(text);
        await using (var keys = await TestStore.OpenAtAsync(app.Folder))
        {
            await using var context = await keys.ContextAsync();
            await context.Database.CloseConnectionAsync();
            SqliteConnection.ClearPool(new SqliteConnection(keys.Files.ConnectionString));
            Delete(app);
            await context.GetService<IMigrator>().MigrateAsync(Earlier, Cancel);
            await context.Database.ExecuteSqlAsync(
                $$"""
                INSERT INTO subscriptions (id, name, url, authorization, headers, secret, enabled, created_at, created_by, updated_at, updated_by, failure_run_since, revision)
                VALUES ({{Webhook}}, 'CRM updates', 'http://127.0.0.1:9/', {{Seal(context, """{"_type":"NoAuth"}""")}}, {{Seal(context, "[]")}}, {{Seal(context, Domain.Subscriptions.VerificationSecret.Generate().Reveal())}}, 1, 1, {{Webhook}}, 2, {{Webhook}}, 0, 3);
                INSERT INTO subscription_events VALUES ({{Webhook}}, 'CONVERSATION_CREATED');
                INSERT INTO lanes (subscription_id, failures_in_a_row) VALUES ({{Webhook}}, 0);
                """,
                Cancel);
            await context.Database.ExecuteSqlAsync(
                $$"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{Rows}})
                INSERT INTO events (id, event_id, event_type, received_at, payload)
                SELECT i, printf('00000000-0000-4000-8000-%012X', i), 'CONVERSATION_CREATED', i, CAST('{"text":"' || hex(zeroblob(100)) || '"}' AS BLOB) FROM n
                """,
                Cancel);
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO deliveries (id, event_key, subscription_id, event_type, state, attempts, due_at, created_at, completed_at)
                SELECT id, id, {Webhook}, event_type, 1, 1, received_at, received_at, received_at FROM events
                """,
                Cancel);
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO attempts (id, delivery_id, subscription_id, number, started_at, duration, status_code, succeeded, response_truncated)
                SELECT id, id, {Webhook}, 1, received_at, 1, 200, 1, 0 FROM events
                """,
                Cancel);
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancel);
        }

        var copy = Path.Combine(app.Folder, "earlier.db");
        File.Copy(app.Database, copy);
        return copy;
    }

    /// <summary>Runs the whole upgrade once, and returns how long it takes.</summary>
    private static async Task<TimeSpan> UpgradeAsync(AppProcess app, string earlier)
    {
        var started = Stopwatch.GetTimestamp();
        using (var process = new Launched(app.CommandInfo()))
        {
            await Eventually.BecomesTrueAsync(() => process.Says("Making the snapshot"), "the upgrade begins", Deadline);
            started = Stopwatch.GetTimestamp();
            await Eventually.BecomesTrueAsync(() => process.Says("Dixa Webhooks 1") || process.HasExited, "it starts", Deadline);
            Assert.False(process.HasExited, process.Output);
        }

        var took = Stopwatch.GetElapsedTime(started);
        await IsCompleteAsync(app);
        Replace(app, earlier);
        return took;
    }

    /// <summary>Starts the application, and kills it some time after its upgrade begins.</summary>
    private static async Task<Phase> KillAsync(AppProcess app, TimeSpan after)
    {
        using var process = new Launched(app.CommandInfo());
        await Eventually.BecomesTrueAsync(
            () => process.Says("Making the snapshot") || process.Says("Migrating the database") || process.Says("Dixa Webhooks 1") || process.HasExited, "the upgrade begins", Deadline);
        Assert.False(process.HasExited, process.Output);
        await Task.Delay(after, Cancel);
        process.Kill();
        return process.Says("Dixa Webhooks 1") ? Phase.Completed : process.Says("Migrating the database") ? Phase.Migration : Phase.Snapshot;
    }

    /// <summary>What a kill leaves is a database without damage, in which no row refers to a missing one.</summary>
    private static async Task IsSoundAsync(AppProcess app)
    {
        Assert.Equal("ok", Assert.Single(await app.ReadAsync("PRAGMA integrity_check", row => row.GetString(0))));
        Assert.Equal(Rows, (await app.ReadAsync("SELECT count(*) FROM deliveries", row => row.GetInt32(0)))[0]);
    }

    /// <summary>All rows, with the tables of this version.</summary>
    private static async Task IsCompleteAsync(AppProcess app)
    {
        app.KillHard();
        await IsSoundAsync(app);
        Assert.Empty(await app.ReadAsync("PRAGMA foreign_key_check", row => row.GetString(0)));
        Assert.Equal(NewestMigration.Id, (await app.ReadAsync("SELECT max(MigrationId) FROM __EFMigrationsHistory", row => row.GetString(0)))[0]);
        foreach (var table in new[] { "events", "attempts" })
        {
            Assert.Equal((table, Rows), (table, (await app.ReadAsync($"SELECT count(*) FROM {table}", row => row.GetInt32(0)))[0]));
        }

        Assert.Equal(Guid.Parse(Webhook), (await app.ReadAsync("SELECT subscription_id FROM deliveries ORDER BY id DESC LIMIT 1", row => row.GetUuid(0)))[0]);
        Assert.False(File.Exists($"{app.Database}.upgrading"));
        Assert.Contains(Directory.GetFiles(app.Folder, "webhooks.db.before-upgrade-*"), snapshot => Storage.Backups.BackupArchive.TryReadManifest(snapshot)!.LastMigration.EndsWith($"_{Earlier}", StringComparison.Ordinal));
    }

    private static void Replace(AppProcess app, string earlier)
    {
        app.KillHard();
        Delete(app);
        File.Copy(earlier, app.Database);
    }

    private static void Delete(AppProcess app)
    {
        foreach (var file in Directory.GetFiles(app.Folder, "webhooks.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Delete(file);
        }
    }

    /// <summary>A process that need not become ready.</summary>
    private sealed class Launched : IDisposable
    {
        private readonly Process _process;
        private readonly System.Text.StringBuilder _output = new();

        public Launched(ProcessStartInfo start)
        {
            _process = new Process { StartInfo = start };
            _process.OutputDataReceived += (_, line) => Keep(line.Data);
            _process.ErrorDataReceived += (_, line) => Keep(line.Data);
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public bool HasExited => _process.HasExited;

        public string Output
        {
            get
            {
                lock (_output)
                {
                    return _output.ToString();
                }
            }
        }

        public bool Says(string text) => Output.Contains(text, StringComparison.Ordinal);

        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                Kill();
            }

            _process.Dispose();
        }

        private void Keep(string? line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
