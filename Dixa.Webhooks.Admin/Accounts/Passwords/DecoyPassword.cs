namespace Dixa.Webhooks.Admin.Accounts.Passwords;

/// <summary>A hash that no password matches. Verifying against it takes as long as against a person's, so the time of an answer reveals nothing.</summary>
public sealed class DecoyPassword
{
    private volatile string? _hash;

    internal async Task<string> HashAsync(PasswordTurn turn, CancellationToken cancel) =>
        _hash ??= await turn.HashAsync(Guid.NewGuid().ToString(), cancel);
}
