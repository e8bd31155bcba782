using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts.Tokens;

/// <summary>How a token is written: <c>dxw_</c> and 64 hex digits, which are 256 random bits.</summary>
internal static class ApiTokenText
{
    private const string Start = "dxw_";
    private const int PrefixLength = 10;

    public static string Generate() => Start + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>What may be shown of a token, and finds it again among others; null when the text is too short to be one.</summary>
    public static string? Prefix(string token) => token.Length > PrefixLength ? token[..PrefixLength] : null;

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
