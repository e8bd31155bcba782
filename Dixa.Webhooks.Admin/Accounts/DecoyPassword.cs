using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts;

/// <summary>Spends on an unknown person the time that a known one's password check takes, so that the answer's time tells nothing.</summary>
public sealed class DecoyPassword
{
    private static readonly IdentityUser<Guid> Nobody = new();

    private readonly PasswordHasher<IdentityUser<Guid>> _hasher = new();
    private readonly string _hash;

    public DecoyPassword() => _hash = _hasher.HashPassword(Nobody, Guid.NewGuid().ToString());

    public void Verify(string password) => _hasher.VerifyHashedPassword(Nobody, _hash, password);
}
