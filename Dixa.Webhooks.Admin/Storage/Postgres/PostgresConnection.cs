using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>Prepared statements and batches for the hot path, to save round trips.</summary>
internal static class PostgresConnection
{
    /// <summary>Plans each execution, since a plan that was made for an empty table is bad for a full one.</summary>
    public const string PlanEachTime = "SET plan_cache_mode = force_custom_plan";

    /// <summary>For intake: publishers get an error soon if the tables are locked, instead of waiting for seconds.</summary>
    public const string ForIntake = $"{PlanEachTime}; SET lock_timeout = '500ms'";

    /// <summary>For long-running work that has exclusive access to the store.</summary>
    public const string WithoutTimeouts = "SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0";

    /// <summary>
    /// Plans once, forces index scans even if the table is empty, and disables parallel workers. For small statements for which no other plan is
    /// right: planning would cost as much as the read itself, and parallel workers ten times as much.
    /// </summary>
    public const string PlanOnceByIndex = """
        SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off; SET enable_mergejoin = off
        """;

    /// <summary>Opens a connection with one of the settings above.</summary>
    public static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource connections, string settings)
    {
        var connection = await connections.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(settings, connection);
            await command.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="sql">Must be a constant, since it is prepared.</param>
    /// <param name="parameters">The names, including the @ sign, and the values; an array is one value.</param>
    public static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            statement.Parameters.Add(new NpgsqlParameter(name, value));
        }

        return statement;
    }

    /// <summary>Combines statements into a prepared batch. A statement that the connection has prepared already is not sent again.</summary>
    public static NpgsqlBatch Batch(this NpgsqlConnection connection, params NpgsqlBatchCommand[] statements)
    {
        var batch = Combine(connection, statements);
        batch.Prepare();
        return batch;
    }

    /// <inheritdoc cref="Batch"/>
    public static async ValueTask<NpgsqlBatch> BatchAsync(this NpgsqlConnection connection, params NpgsqlBatchCommand[] statements)
    {
        var batch = Combine(connection, statements);
        await batch.PrepareAsync();
        return batch;
    }

    private static NpgsqlBatch Combine(NpgsqlConnection connection, NpgsqlBatchCommand[] statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        return batch;
    }
}
