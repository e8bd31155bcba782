using Microsoft.AspNetCore.Identity;

namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>A slot in the <see cref="PasswordGate"/>. The only way to hash or verify a password.</summary>
public sealed class PasswordTurn : IDisposable
{
    private PasswordGate? _gate;

    internal PasswordTurn(PasswordGate gate) => _gate = gate;

    private PasswordGate Gate => _gate ?? throw new ObjectDisposedException(nameof(PasswordTurn));

    /// <summary>Releases the slot.</summary>
    public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();

    internal Task<string> HashAsync(string password, CancellationToken cancel) => Gate.HashAsync(password, cancel);

    internal Task<PasswordVerificationResult> VerifyAsync(string hash, string password, CancellationToken cancel) => Gate.VerifyAsync(hash, password, cancel);
}
