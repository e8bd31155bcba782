using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NpgsqlTypes;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>A table that both stores have, with the SQL to copy its rows.</summary>
internal sealed class CopiedTable
{
    private readonly Column[] _columns;

    /// <summary>The entity must come from PostgreSQL's model, which defines the column types.</summary>
    public CopiedTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        var table = StoreObjectIdentifier.Table(Name);
        _columns = [.. entity.GetFlattenedProperties().Select(property => new Column(property.GetColumnName(table)!, property.GetColumnType(table)!))];
        var key = entity.FindPrimaryKey()!.Properties;
        GrowingKey = key is [var single] && single.GetColumnType(table) is "bigint" or "integer" && single.ValueGenerated is ValueGenerated.OnAdd ? key[0].GetColumnName(table) : null;
    }

    public string Name { get; }

    /// <summary>The column of an increasing key, for copying the table in batches; null if the table is copied as a whole.</summary>
    public string? GrowingKey { get; }

    public IReadOnlyList<NpgsqlDbType> Types => [.. _columns.Select(column => column.Type)];

    private string Columns => string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));

    public string Select => $"SELECT {Columns} FROM \"{Name}\"";

    public string SelectBatch => $"{Select} WHERE \"{GrowingKey}\" > @after ORDER BY \"{GrowingKey}\" LIMIT @limit";

    public string Copy => $"COPY \"{Name}\" ({Columns}) FROM STDIN (FORMAT BINARY)";

    public string Count => $"SELECT count(*) FROM \"{Name}\"";

    public string LastKey => $"SELECT coalesce(max(\"{GrowingKey}\"), 0) FROM \"{Name}\"";

    /// <summary>Sets PostgreSQL's sequence after the last key that was copied.</summary>
    public string ContinueKeys =>
        $"SELECT setval(pg_get_serial_sequence('\"{Name}\"', '{GrowingKey}'), greatest((SELECT max(\"{GrowingKey}\") FROM \"{Name}\"), 1), EXISTS (SELECT 1 FROM \"{Name}\"))";

    /// <summary>A row's values in PostgreSQL's types, from either store; null for NULL.</summary>
    public object?[] Read(DbDataReader row)
    {
        var values = new object?[_columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = row.IsDBNull(i) ? null : Convert(row.GetValue(i), _columns[i].Type);
        }

        return values;
    }

    private static object Convert(object value, NpgsqlDbType type) => (type, value) switch
    {
        (NpgsqlDbType.Uuid, byte[] bytes) => Uuid.Read(bytes),
        (NpgsqlDbType.Uuid, string text) => Guid.Parse(text),
        (NpgsqlDbType.Boolean, long number) => number != 0,
        (NpgsqlDbType.Integer, long number) => checked((int)number),
        _ => value,
    };

    private sealed class Column(string name, string type)
    {
        public string Name => name;

        public NpgsqlDbType Type { get; } = type.Split('(')[0] switch
        {
            "uuid" => NpgsqlDbType.Uuid,
            "boolean" => NpgsqlDbType.Boolean,
            "integer" => NpgsqlDbType.Integer,
            "bigint" => NpgsqlDbType.Bigint,
            "bytea" => NpgsqlDbType.Bytea,
            "text" => NpgsqlDbType.Text,
            "character varying" => NpgsqlDbType.Varchar,
            _ => throw new NotSupportedException($"Copying a column of type {type} is not supported."),
        };
    }
}
