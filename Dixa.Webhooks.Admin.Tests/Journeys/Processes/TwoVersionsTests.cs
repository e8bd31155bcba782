using Dixa.Webhooks.Admin.Storage;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Postgres;
using Dixa.Webhooks.Admin.Support;
using Npgsql;

namespace Dixa.Webhooks.Admin.Journeys.Processes;

/// <summary>A process of this version, and one of the next version, on one PostgreSQL database.</summary>
public sealed class TwoVersionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newer_one_waits_for_the_older_one_and_then_names_it_and_nothing_is_lost()
    {
        var database = await (await SharedPostgres.Server).CreateDatabaseAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var older = await StartAsync(database, receiver);
        await using var newer = TestStore.NextVersionOf(database);

        var upgrade = PrepareAsync(newer);
        var during = await older.PublishAsync(50);
        Assert.False(upgrade.IsCompleted);
        await AdvanceAsync(newer, upgrade);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => upgrade);
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        Assert.Matches(
            $@"^Storage:ConnectionString: the database {name} must be upgraded, and processes of an earlier version use it: Dixa Webhooks at 127\.0\.0\.1 \(connection \d+\)\. Stop them, and start this version again\.$",
            refusal.Message);
        Assert.Equal(0, await NextAsync(database));
        var after = await older.PublishAsync(50);
        await Eventually.BecomesTrueAsync(() => during.Concat(after).All(id => receiver.Arrivals(id) == 1), "every event arrives once");
    }

    [Fact]
    public async Task When_the_older_one_stops_the_newer_one_upgrades_and_the_older_one_does_not_start_again()
    {
        var database = await (await SharedPostgres.Server).CreateDatabaseAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var older = await StartAsync(database, receiver);
        receiver.Hold();
        var ids = await older.PublishAsync(50);
        await using var newer = TestStore.NextVersionOf(database);
        var upgrade = PrepareAsync(newer);

        older.KillHard();
        await AdvanceAsync(newer, upgrade);
        await upgrade;

        Assert.Equal(1, await NextAsync(database));
        var (exitCode, _, error) = await older.RunCommandAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains($"a newer version of Dixa Webhooks has upgraded the database {new NpgsqlConnectionStringBuilder(database).Database} (to {NextVersion.Id}, which this version does not know).", error, StringComparison.Ordinal);
        await using var context = await newer.ContextAsync();
        Assert.Equal(ids.Order(), context.Events.Select(stored => stored.EventId).ToList().Order());
    }

    [Fact]
    public async Task An_older_one_that_was_without_a_connection_during_the_upgrade_stops_and_says_why()
    {
        var database = await (await SharedPostgres.Server).CreateDatabaseAsync();
        await using var receiver = await EventReceiver.StartAsync();
        await using var older = await StartAsync(database, receiver);
        await using var newer = TestStore.NextVersionOf(database);

        older.Pause();
        await ExecuteAsync(database, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        var upgrade = PrepareAsync(newer);
        await AdvanceAsync(newer, upgrade);
        await upgrade;
        older.Resume();

        Assert.Equal(70, await older.EndsAsync());
        Assert.Contains("This process stops, because it was without a connection while the database was upgraded. Storage:ConnectionString: a newer version of Dixa Webhooks has upgraded the database", older.Output, StringComparison.Ordinal);
        using var refused = new HttpClient { BaseAddress = older.Address };
        await Assert.ThrowsAsync<HttpRequestException>(() => refused.GetAsync("/", Cancel));
    }

    private static Task<AppProcess> StartAsync(string database, EventReceiver receiver) => AppProcess.StartAsync(
        store => store.CreateWebhookAsync(draft => draft.Url = receiver.Url), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));

    private static Task PrepareAsync(TestStore newer) => Task.Run(() => newer.Service<StoreDialect>().PrepareAsync(() => Task.CompletedTask), Cancel);

    /// <summary>Lets time pass for the newer process until it has upgraded, or given up.</summary>
    private static Task AdvanceAsync(TestStore newer, Task upgrade) => Eventually.BecomesTrueAsync(
        () =>
        {
            newer.Time.Advance(PostgresPresence.MaxWait / 100);
            return upgrade.IsCompleted;
        },
        "the newer process upgrades or gives up",
        TimeSpan.FromSeconds(60));

    private static Task<long> NextAsync(string database) => ExecuteAsync(database, "SELECT count(*) FROM pg_tables WHERE tablename = 'next'");

    private static async Task<long> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(Cancel);
#pragma warning disable CA2100 // The test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
