using System.Net;
using Dixa.Webhooks.Admin.Support;
using Npgsql;

namespace Dixa.Webhooks.Admin.Operations.Health;

/// <summary>What turns a process red that uses PostgreSQL, whose server can stop, refuse writes or be locked.</summary>
public sealed class HealthOnPostgresTests
{
    /// <summary>A server that comes back is found with a delay that grows, and connections are opened again one by one.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_is_read_only_or_stopped_turns_the_store_red_until_it_is_back()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using var app = await InProcessApp.StartAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));
        await BecomesAsync(app, HttpStatusCode.OK, "\"jobs\":\"ok\"");

        await SetReadOnlyAsync(database, "on");
        await BecomesAsync(app, HttpStatusCode.ServiceUnavailable, "\"store\":\"failed\"");
        await SetReadOnlyAsync(database, "off");
        await BecomesAsync(app, HttpStatusCode.OK, "\"store\":\"ok\"");

        await postgres.StopAsync();
        await BecomesAsync(app, HttpStatusCode.ServiceUnavailable, "\"store\":\"failed\"");
        using (var alive = await app.Client.GetAsync("/healthz", Cancel))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        await postgres.StartAgainAsync();
        await BecomesAsync(app, HttpStatusCode.OK, "\"leases\":\"ok\"");
    }

    [Fact]
    public async Task Leases_that_cannot_be_renewed_turn_it_red()
    {
        var database = await (await SharedPostgres.Server).CreateDatabaseAsync();
        await using var app = await InProcessApp.StartAsync(("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", database));
        await BecomesAsync(app, HttpStatusCode.OK, "\"leases\":\"ok\"");

        await using (var connection = new NpgsqlConnection($"{database};Pooling=False"))
        {
            await connection.OpenAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await using var command = new NpgsqlCommand("LOCK TABLE lanes IN EXCLUSIVE MODE", connection, transaction);
            await command.ExecuteNonQueryAsync(Cancel);

            await BecomesAsync(app, HttpStatusCode.ServiceUnavailable, "\"leases\":\"failed\"");
        }

        await BecomesAsync(app, HttpStatusCode.OK, "\"leases\":\"ok\"");
    }

    /// <summary>New connections and those of the pool, which are closed.</summary>
    private static async Task SetReadOnlyAsync(string database, string onOrOff)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=False");
        await connection.OpenAsync(Cancel);
        foreach (var sql in new[]
        {
            "SET default_transaction_read_only = off",
            $"ALTER DATABASE \"{connection.Database}\" SET default_transaction_read_only = {onOrOff}",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        })
        {
#pragma warning disable CA2100 // The statements are the test's own.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Cancel);
        }
    }

    private static Task BecomesAsync(InProcessApp app, HttpStatusCode status, string part) => Eventually.BecomesTrueAsync(
        async () =>
        {
            using var response = await app.Client.GetAsync("/readyz", Cancel);
            return response.StatusCode == status && (await response.Content.ReadAsStringAsync(Cancel)).Contains(part, StringComparison.Ordinal);
        },
        $"{(int)status} with {part}",
        status is HttpStatusCode.OK ? Recovery : HealthTests.Promised);
}
