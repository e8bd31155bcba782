using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The setup link's secret. It is kept only in memory and creates one administrator. Nothing matches until a token is issued.</summary>
public sealed class SetupToken
{
    private volatile string? _token;

    public string Issue() => _token = LinkSecret.Generate();

    public bool Matches(string? token) =>
        token is not null
        && _token is { } issued
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(token)), SHA256.HashData(Encoding.UTF8.GetBytes(issued)));

    public void Withdraw() => _token = null;
}
