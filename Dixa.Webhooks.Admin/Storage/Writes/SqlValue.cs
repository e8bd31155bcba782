namespace Dixa.Webhooks.Admin.Storage.Writes;

/// <summary>A parameter value that needs no boxing: the hot path binds about twenty per delivery.</summary>
internal readonly record struct SqlValue
{
    private SqlValue(SqlKind kind, long number = 0, object? reference = null, Guid id = default) =>
        (Kind, Number, Reference, Id) = (kind, number, reference, id);

    public SqlKind Kind { get; }

    public long Number { get; }

    /// <summary>A string or a byte array.</summary>
    public object? Reference { get; }

    public Guid Id { get; }

    /// <summary>The value as ADO.NET takes it.</summary>
    public object ToObject() => Kind switch
    {
        SqlKind.Number => Number,
        SqlKind.Id => Id,
        SqlKind.Null => DBNull.Value,
        _ => Reference!,
    };

    public static implicit operator SqlValue(long? value) => value is { } number ? new(SqlKind.Number, number) : default;

    public static implicit operator SqlValue(int? value) => (long?)value;

    public static implicit operator SqlValue(bool value) => value ? 1L : 0L;

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, reference: value);

    public static implicit operator SqlValue(byte[]? value) => value is null ? default : new(SqlKind.Bytes, reference: value);

    public static implicit operator SqlValue(Guid value) => new(SqlKind.Id, id: value);
}

internal enum SqlKind
{
    Null,
    Number,
    Text,
    Bytes,
    Id,
}
