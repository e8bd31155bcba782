namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>A uuid as SQLite keeps it: its 16 bytes in the order in which it is written, so that uuids of version 7 sort by time.</summary>
internal static class Uuid
{
    public const int Length = 16;

    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Read(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
