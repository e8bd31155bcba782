using System.Data.Common;
using Dixa.Webhooks.Admin.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NpgsqlTypes;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>A table that both stores have, and how its rows are read from either.</summary>
internal sealed class CopiedTable
{
    private readonly Column[] _columns;

    /// <param name="entity">The table as PostgreSQL's model has it.</param>
    public CopiedTable(IEntityType entity)
    {
        Name = entity.GetTableName()!;
        var place = StoreObjectIdentifier.Table(Name);
        _columns = [.. entity.GetProperties().Select(property => new Column(property.GetColumnName(place)!, property.GetColumnType(place)!))];
        var key = entity.FindPrimaryKey()!.Properties;
        GrowingKey = key is [var single] && single.GetColumnType(place) is "bigint" or "integer" && single.ValueGenerated is ValueGenerated.OnAdd ? key[0].GetColumnName(place) : null;
    }

    public string Name { get; }

    /// <summary>The column of a key that grows, by which a table is copied in portions; null where it is copied as a whole.</summary>
    public string? GrowingKey { get; }

    public IReadOnlyList<NpgsqlDbType> Types => [.. _columns.Select(column => column.Type)];

    private string Columns => string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));

    public string Select => $"SELECT {Columns} FROM \"{Name}\"";

    public string SelectPortion => $"{Select} WHERE \"{GrowingKey}\" > @after ORDER BY \"{GrowingKey}\" LIMIT @most";

    public string Copy => $"COPY \"{Name}\" ({Columns}) FROM STDIN (FORMAT BINARY)";

    public string Count => $"SELECT count(*) FROM \"{Name}\"";

    public string LastKey => $"SELECT coalesce(max(\"{GrowingKey}\"), 0) FROM \"{Name}\"";

    /// <summary>The next key that PostgreSQL gives is one that no row has had.</summary>
    public string ContinueKeys =>
        $"SELECT setval(pg_get_serial_sequence('\"{Name}\"', '{GrowingKey}'), greatest((SELECT max(\"{GrowingKey}\") FROM \"{Name}\"), 1), EXISTS (SELECT 1 FROM \"{Name}\"))";

    /// <summary>A row's values as PostgreSQL has them, whichever store they come from; null for NULL.</summary>
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
            _ => throw new NotSupportedException($"A column of the type {type} has never been copied."),
        };
    }
}
