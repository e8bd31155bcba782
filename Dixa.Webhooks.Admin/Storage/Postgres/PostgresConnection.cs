using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The hot path's way of talking to the server: statements that are prepared once, several of them on one way there and back.</summary>
internal static class PostgresConnection
{
    /// <summary>A plan that was made for an empty table is of no use for a full one.</summary>
    public const string PlanEachTime = "SET plan_cache_mode = force_custom_plan";

    /// <summary>The same for a publisher's events, who is told at once that the tables are locked instead of after seconds.</summary>
    public const string ForIntake = $"{PlanEachTime}; SET lock_timeout = '500ms'";

    /// <summary>For work that takes its time and has the store to itself.</summary>
    public const string WithoutTimeouts = "SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0";

    /// <summary>
    /// One plan for all time, made along the indexes even for an empty table, and for this process of the server alone: for statements
    /// that are small and of which nothing else would be right, planning costs as much as what is read, and helpers cost ten times that.
    /// </summary>
    public const string PlanOnceByIndex = """
        SET plan_cache_mode = force_generic_plan; SET max_parallel_workers_per_gather = 0;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_hashjoin = off; SET enable_mergejoin = off
        """;

    /// <param name="connections">Where it comes from.</param>
    /// <param name="planning"><see cref="PlanEachTime"/> or <see cref="PlanOnceByIndex"/>.</param>
    public static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlDataSource connections, string planning)
    {
        var connection = await connections.OpenConnectionAsync();
        try
        {
            await using var command = new NpgsqlCommand(planning, connection);
            await command.ExecuteNonQueryAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <param name="sql">A constant.</param>
    /// <param name="parameters">Their names in the text, with the sign, and their values; an array is one value.</param>
    public static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters)
        {
            statement.Parameters.Add(new NpgsqlParameter(name, value));
        }

        return statement;
    }

    /// <summary>The statements together, prepared; a text that is known to the connection is not sent again.</summary>
    public static NpgsqlBatch Batch(this NpgsqlConnection connection, params NpgsqlBatchCommand[] statements)
    {
        var batch = Together(connection, statements);
        batch.Prepare();
        return batch;
    }

    /// <inheritdoc cref="Batch"/>
    public static async ValueTask<NpgsqlBatch> BatchAsync(this NpgsqlConnection connection, params NpgsqlBatchCommand[] statements)
    {
        var batch = Together(connection, statements);
        await batch.PrepareAsync();
        return batch;
    }

    private static NpgsqlBatch Together(NpgsqlConnection connection, NpgsqlBatchCommand[] statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        return batch;
    }
}
