namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A parameter's value, without a box on the heap: the hot path binds some twenty for each delivery.</summary>
internal readonly record struct SqlValue
{
    private SqlValue(SqlKind kind, long number = 0, object? reference = null, Guid id = default) =>
        (Kind, Number, Reference, Id) = (kind, number, reference, id);

    public SqlKind Kind { get; }

    public long Number { get; }

    /// <summary>A text or bytes.</summary>
    public object? Reference { get; }

    public Guid Id { get; }

    public static implicit operator SqlValue(long? value) => value is { } number ? new(SqlKind.Number, number) : default;

    public static implicit operator SqlValue(int? value) => (long?)value;

    public static implicit operator SqlValue(bool value) => value ? 1L : 0L;

    public static implicit operator SqlValue(string? value) => value is null ? default : new(SqlKind.Text, reference: value);

    public static implicit operator SqlValue(byte[]? value) => value is null ? default : new(SqlKind.Bytes, reference: value);

    public static implicit operator SqlValue(Guid value) => new(SqlKind.Id, id: value);
}

/// <summary>What a parameter is; nothing is SQL's NULL.</summary>
internal enum SqlKind
{
    Null,
    Number,
    Text,
    Bytes,
    Id,
}
