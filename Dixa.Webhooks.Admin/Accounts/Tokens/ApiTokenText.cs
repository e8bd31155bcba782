using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>The format of tokens: <c>dxw_</c> and 64 hex digits (256 random bits).</summary>
internal static class ApiTokenText
{
    private const string Start = "dxw_";
    private const int PrefixLength = 10;

    public static string Generate() => Start + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The part of a token that may be shown and by which it is looked up; null if the text is too short.</summary>
    public static string? Prefix(string token) => token.Length > PrefixLength ? token[..PrefixLength] : null;

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
