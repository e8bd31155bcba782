using Dixa.Webhooks.Admin.Domain.Deliveries;
using Dixa.Webhooks.Admin.Domain.Events;
using Dixa.Webhooks.Admin.Storage.Failures;
using Dixa.Webhooks.Admin.Storage.Writes;
using Dixa.Webhooks.Admin.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Locks of other programs, an unusable connection to the server, and a database that is replaced.</summary>
[OnPostgres]
public sealed class PostgresOutageTests : StoreTest
{
    private IntakeWriter Intake => Store.Service<IntakeWriter>();

    private NpgsqlDataSource Connections => Store.Service<PostgresSource>().Connections;

    [Fact]
    public async Task A_lock_on_deliveries_holds_up_recording_and_not_the_intake()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        Task<RecordedAttempt?> recording;
        await using (await LockAsync("SELECT 1 FROM deliveries WHERE state = 0 FOR UPDATE"))
        {
            recording = RecordAsync(webhook, delivery);
            for (var i = 0; i < 20; i++)
            {
                await Intake.CommitAsync(new StoreEvents([Event()]));
            }

            Assert.False(recording.IsCompleted);
        }

        Assert.Equal(DeliveryState.Delivered, (await recording)!.State);
    }

    [Fact]
    public async Task With_the_tables_locked_the_intake_gives_up_while_the_lock_is_still_held()
    {
        await using var held = await WriteLock.TakeAsync(Store);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Intake.CommitAsync(new StoreEvents([Event()])));

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, Assert.IsType<PostgresException>(refusal.Cause).SqlState);
    }

    [Fact]
    public async Task Recording_gives_up_its_wait_for_a_lock_and_may_be_tried_again()
    {
        var webhook = await Store.CreateWebhookAsync();
        var delivery = await Store.DeliveryAsync(webhook);
        await using (await LockAsync("SELECT 1 FROM deliveries WHERE state = 0 FOR UPDATE"))
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => RecordAsync(webhook, delivery));
        }

        Assert.NotNull(await RecordAsync(webhook, delivery));
    }

    [Theory]
    [InlineData("lock_timeout", "3s")]
    [InlineData("idle_in_transaction_session_timeout", "5s")]
    public async Task The_server_ends_what_a_paused_process_would_keep_locked(string setting, string value)
    {
        await using var context = await Store.ContextAsync();

        Assert.Equal(value, await context.Database.SqlQuery<string>($"SELECT current_setting({setting}) AS \"Value\"").SingleAsync(Cancel));
    }

    [Fact]
    public async Task A_database_that_is_replaced_while_the_application_runs_is_not_written_into()
    {
        await using (var other = new NpgsqlConnection($"{Store.Database};Pooling=false"))
        {
            await other.OpenAsync(Cancel);
            await using var replace = new NpgsqlCommand(
                "UPDATE store SET id = gen_random_uuid(); SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", other);
            await replace.ExecuteNonQueryAsync(Cancel);
        }

        // The first command finds its connection closed.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Intake.CommitAsync(new StoreEvents([Event()])));
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => Intake.CommitAsync(new StoreEvents([Event()])));
        Assert.StartsWith("The database was replaced while the application is running: it contains the store ", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.CreateWebhookAsync());

        await using var look = new NpgsqlConnection($"{Store.Database};Pooling=false");
        await look.OpenAsync(Cancel);
        await using var count = new NpgsqlCommand("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM subscriptions)", look);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Too_few_connections_in_the_pool_are_refused_with_the_number_that_is_needed()
    {
        // The connection pools of the tests have 40 connections.
        await PostgresServerCheck.RefuseTooFewConnectionsAsync(Connections, laneReaders: 24);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresServerCheck.RefuseTooFewConnectionsAsync(Connections, laneReaders: 25));

        Assert.StartsWith("Storage:ConnectionString: Maximum Pool Size is 40, and this process needs 41 connections", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Set it to at least 41 for each process, or lower Dispatch:Workers.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_or_a_database_with_too_few_connections_is_refused_by_name()
    {
        var database = new NpgsqlConnectionStringBuilder(Store.Database).Database;
        var role = $"limited_{database}";
        await Store.ExecuteAsync($"CREATE ROLE {role} LOGIN CONNECTION LIMIT 11");
        try
        {
            await using var limited = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(Store.Database) { Username = role }.ConnectionString);
            var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresServerCheck.RefuseTooFewConnectionsAsync(limited, laneReaders: 0));
            Assert.StartsWith("Storage:ConnectionString: the role's connection limit is 11, and this process needs 16 connections", refusal.Message, StringComparison.Ordinal);

            await Store.ExecuteAsync($"ALTER ROLE {role} CONNECTION LIMIT -1; ALTER DATABASE {database} CONNECTION LIMIT 7");
            refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresServerCheck.RefuseTooFewConnectionsAsync(limited, laneReaders: 0));
            Assert.StartsWith("Storage:ConnectionString: the database's connection limit is 7", refusal.Message, StringComparison.Ordinal);

            await Store.ExecuteAsync($"ALTER DATABASE {database} CONNECTION LIMIT -1");
            refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresServerCheck.RefuseTooFewConnectionsAsync(
                NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(limited.ConnectionString) { MaxPoolSize = 1_000 }.ConnectionString), laneReaders: 300));
            Assert.Contains("max_connections", refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            await Store.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Theory]
    [InlineData("transaction", 40)]
    [InlineData("transaction", 1)]
    public async Task A_pooler_that_works_by_transaction_is_refused_at_the_start(string mode, int poolSize)
    {
        await using var bouncer = await PgBouncer.StartAsync(Store.Database, mode, poolSize);

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PrepareThroughAsync(bouncer));

        Assert.StartsWith("Storage:ConnectionString: the connection uses a pooler with transaction or statement pooling", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pooler_that_works_by_session_is_as_good_as_none()
    {
        await using var bouncer = await PgBouncer.StartAsync(Store.Database, "session");

        await PrepareThroughAsync(bouncer);
    }

    private static async Task PrepareThroughAsync(PgBouncer bouncer)
    {
        var folder = Directory.CreateTempSubdirectory("dixa-webhooks-").FullName;
        try
        {
            await using var store = await TestStore.OpenAtAsync(folder, bouncer.Connection);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<NpgsqlTransactionHolder> LockAsync(string sql)
    {
        var connection = new NpgsqlConnection($"{Store.Database};Pooling=false");
        await connection.OpenAsync(Cancel);
        var transaction = await connection.BeginTransactionAsync(Cancel);
#pragma warning disable CA2100 // The statement is the test's own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Cancel);
        return new NpgsqlTransactionHolder(connection, transaction);
    }

    private Task<RecordedAttempt?> RecordAsync(Guid webhook, long delivery) => Store.Service<GroupCommit>().CommitAsync(new RecordAttempt(
        new EndedAttempt(delivery, webhook, "CONVERSATION_CREATED", Store.Time.GetUtcNow(), TimeSpan.Zero, Store.Time.GetUtcNow(), AttemptResult.Responded(200)),
        new RetryRule(5, TimeSpan.FromMinutes(1))));

    private StoredEvent Event() => new() { EventId = Guid.NewGuid(), EventType = "CONVERSATION_CLOSED", ReceivedAt = Store.Time.GetUtcNow(), Payload = [1] };

    private sealed class NpgsqlTransactionHolder(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
