using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>A random secret in a cookie or link. The database stores only a hash.</summary>
internal static class LinkSecret
{
    private const int IdLength = 16;

    /// <summary>32 random bytes in base64url.</summary>
    public static string Generate() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>The secret's id in the database: a hash that does not reveal the secret.</summary>
    public static Guid Id(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)).AsSpan(0, IdLength), bigEndian: true);
}
