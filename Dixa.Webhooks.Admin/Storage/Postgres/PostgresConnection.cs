using Npgsql;

namespace Dixa.Webhooks.Admin.Storage.Postgres;

/// <summary>The hot path's way of talking to the server: statements that are prepared once, several of them on one way there and back.</summary>
internal static class PostgresConnection
{
    // A plan that was made for an empty table is of no use for a full one.
    private const string PlanEachTime = "SET plan_cache_mode = force_custom_plan";

    public static NpgsqlConnection Open(NpgsqlDataSource connections)
    {
        var connection = connections.OpenConnection();
        try
        {
            using var command = new NpgsqlCommand(PlanEachTime, connection);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
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
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(statement);
        }

        batch.Prepare();
        return batch;
    }
}
