namespace Dixa.Webhooks.Admin.Storage.Sqlite;

/// <summary>The form in which SQLite stores a UUID: 16 bytes in big-endian order, so that UUIDs of version 7 sort by time.</summary>
internal static class Uuid
{
    public const int Length = 16;

    public static byte[] ToBytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Read(ReadOnlySpan<byte> bytes) => new(bytes, bigEndian: true);
}
