using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A random secret that a cookie or a link carries, of which the store keeps only a hash.</summary>
internal static class LinkSecret
{
    private const int IdLength = 16;

    /// <summary>32 random bytes in base64url.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The id under which the store knows it. It does not lead back to the secret.</summary>
    public static Guid Id(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, IdLength), bigEndian: true);
}
