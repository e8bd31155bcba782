using System.Buffers.Binary;

namespace Dixa.Webhooks.Bench.Traffic;

/// <summary>
/// An event id (version 8) that contains the event's scheduled time, so that the receiver can compute the latency. The time is on the
/// monotonic clock, which all processes of a Linux machine share.
/// </summary>
internal static class TimedId
{
    private const byte Version = 0x80;
    private const ulong Variant = 0x8000_0000_0000_0000;
    private const ulong TimeBits = 0x3FFF_FFFF_FFFF_FFFF;

    public static Guid Create(int sequence, long scheduledAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt32BigEndian(bytes, sequence);
        bytes[6] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Variant | ((ulong)scheduledAt & TimeBits));
        return new Guid(bytes, bigEndian: true);
    }

    public static long ScheduledAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]) & TimeBits);
    }
}
