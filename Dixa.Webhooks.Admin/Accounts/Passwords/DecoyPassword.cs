namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>A hash that matches no password. Verifying it takes as long as verifying a real one, so response times do not reveal whether an account exists.</summary>
public sealed class DecoyPassword
{
    private volatile string? _hash;

    internal async Task<string> HashAsync(PasswordTurn turn, CancellationToken cancel) =>
        _hash ??= await turn.HashAsync(Guid.NewGuid().ToString(), cancel);
}
