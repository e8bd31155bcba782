using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Dixa.Webhooks.Admin.Domain.Privacy;

namespace Dixa.Webhooks.Admin.Domain.Audit;

/// <summary>
/// The hashes that make changes to the audit log visible: HMAC-SHA256 with a key that is encrypted in the store, so that someone who can only
/// write to the database cannot compute them. A stored row's bytes must never change, or it could no longer be verified.
/// </summary>
[SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "These hashes are not signatures of requests.")]
public static class AuditHash
{
    /// <summary>The length of a hash and of the key.</summary>
    public const int Length = 32;

    /// <summary>The hash before the first row.</summary>
    public static byte[] None => new byte[Length];

    /// <summary>The hash of a row that follows the row with the hash <paramref name="previous"/>.</summary>
    public static byte[] Of(ReadOnlySpan<byte> key, ReadOnlySpan<byte> previous, AuditRow row)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write(previous);
        Write(bytes, row.Id);
        Write(bytes, row.At.UtcTicks);
        Write(bytes, (int)row.ActorKind);
        Write(bytes, row.ActorId?.ToString());
        Write(bytes, row.ActorName);
        Write(bytes, row.Address);
        Write(bytes, (int)row.Action);
        Write(bytes, (int?)row.TargetKind ?? -1);
        Write(bytes, row.TargetId?.ToString());
        Write(bytes, row.TargetName);
        Write(bytes, row.Data);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    /// <summary>The hash over the ends of the chain, so that removing the first or the last rows is noticed too.</summary>
    /// <param name="key">The store's key.</param>
    /// <param name="firstId">The first row that is kept.</param>
    /// <param name="anchor">The hash of the row before it.</param>
    /// <param name="lastId">The last row.</param>
    /// <param name="lastHash">Its hash.</param>
    public static byte[] OfEnds(ReadOnlySpan<byte> key, long firstId, ReadOnlySpan<byte> anchor, long lastId, ReadOnlySpan<byte> lastHash)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        Write(bytes, "ends");
        Write(bytes, firstId);
        bytes.Write(anchor);
        Write(bytes, lastId);
        bytes.Write(lastHash);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    /// <summary>The hash of a setting, by which a changed value is recognized without storing it.</summary>
    public static byte[] OfSetting(ReadOnlySpan<byte> key, string name, string value)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        Write(bytes, "setting");
        Write(bytes, name);
        Write(bytes, value);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    /// <summary>The hash of what identifies an erased person.</summary>
    public static byte[] OfPerson(ReadOnlySpan<byte> key, PersonIdentifier person)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        Write(bytes, "person");
        Write(bytes, (int)person.Kind);
        Write(bytes, person.Value);
        return HMACSHA256.HashData(key, bytes.WrittenSpan);
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    /// <summary>With its length first, so that no two rows have the same bytes; null has the length -1.</summary>
    private static void Write(ArrayBufferWriter<byte> bytes, string? text)
    {
        Write(bytes, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        if (text is not null)
        {
            Encoding.UTF8.GetBytes(text, bytes);
        }
    }
}
