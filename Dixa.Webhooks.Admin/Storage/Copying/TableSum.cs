using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Storage.Copying;

/// <summary>The row count of a table, and a checksum of all values that does not depend on the order of the rows.</summary>
internal sealed class TableSum
{
    public long Rows { get; private set; }

    public UInt128 Checksum { get; private set; }

    public void Add(object?[] values)
    {
        using var row = new MemoryStream();
        using (var writer = new BinaryWriter(row, Encoding.UTF8, leaveOpen: true))
        {
            foreach (var value in values)
            {
                Write(writer, value);
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.GetBuffer().AsSpan(0, (int)row.Length), hash);
        (Rows, Checksum) = (Rows + 1, unchecked(Checksum + BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }

    public bool Matches(TableSum other) => (Rows, Checksum) == (other.Rows, other.Checksum);

    private static void Write(BinaryWriter writer, object? value)
    {
        // Values of variable length are prefixed with their length, so that different rows never give the same bytes.
        switch (value)
        {
            case null: writer.Write((byte)0); break;
            case Guid id: writer.Write((byte)1); writer.Write(id.ToByteArray()); break;
            case bool flag: writer.Write((byte)2); writer.Write(flag); break;
            case int number: writer.Write((byte)3); writer.Write(number); break;
            case long number: writer.Write((byte)4); writer.Write(number); break;
            case string text: writer.Write((byte)5); writer.Write(text); break;
            case byte[] bytes: writer.Write((byte)6); writer.Write(bytes.Length); writer.Write(bytes); break;
            default: throw new NotSupportedException($"Copying a value of type {value.GetType()} is not supported.");
        }
    }
}
