using System.Security.Cryptography;
using System.Text;

namespace Dixa.Webhooks.Admin.Accounts.Start;

/// <summary>The secret of the setup link: in memory only, good for one administrator. Nothing matches while none is issued.</summary>
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
