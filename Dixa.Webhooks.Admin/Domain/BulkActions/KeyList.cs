namespace Dixa.Webhooks.Admin.Domain.BulkActions;

/// <summary>Ascending keys as bytes: the difference of each to the one before, in groups of seven bits. Neighbors take a byte each.</summary>
public static class KeyList
{
    private const int Bits = 7;
    private const byte More = 1 << Bits;

    public static byte[] Write(IEnumerable<long> ascending)
    {
        var (bytes, last) = (new List<byte>(), 0L);
        foreach (var key in ascending)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(key, last);
            var difference = key - last;
            for (; difference >= More; difference >>= Bits)
            {
                bytes.Add((byte)(difference | More));
            }

            bytes.Add((byte)difference);
            last = key;
        }

        return [.. bytes];
    }

    public static List<long> Read(ReadOnlySpan<byte> bytes)
    {
        var (keys, key, difference, shift) = (new List<long>(), 0L, 0L, 0);
        foreach (var one in bytes)
        {
            difference |= (long)(one & (More - 1)) << shift;
            shift += Bits;
            if ((one & More) == 0)
            {
                keys.Add(key += difference);
                (difference, shift) = (0, 0);
            }
        }

        return keys;
    }
}
